"""The pages of messages, campaigns and the place."""
