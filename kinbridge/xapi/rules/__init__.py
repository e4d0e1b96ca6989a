"""What makes a statement valid, who an agent is, what a statement is found by, and how it is shown. Pure."""
