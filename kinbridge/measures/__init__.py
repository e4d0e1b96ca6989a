"""Counts and rates computed from the same facts as the pages; small cells suppressed."""
