"""Who sees which number and which name: decided by the organization itself, after looking at all three views."""
