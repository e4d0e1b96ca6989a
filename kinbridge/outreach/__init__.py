"""What the coalition says to people, what they made of it, and the place in which it is said."""
