"""The coalition's five goals, who owns each, and how far each has come."""
