"""Questions asked with a family: the forms, their scores explained, and the safety steps before any total."""
