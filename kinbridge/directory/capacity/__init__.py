"""A program's own pages: its open places and how old its word of them is, and who waits for a place."""
