"""The verbs of courses of other makers."""
