"""Compose and publish issues, ask for them, and stop."""
