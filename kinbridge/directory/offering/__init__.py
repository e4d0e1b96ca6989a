"""What a partner's own people write of a service: that there is one, where it is, how it is reached."""
