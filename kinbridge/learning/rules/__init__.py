"""What a course says, what counts as passed, when training is due, and what changed between before and after. Pure."""
