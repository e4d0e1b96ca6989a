"""Prompt response: what a worker found at first contact, and how fast the family was reached."""
