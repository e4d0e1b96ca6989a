"""Counting what is there against what is needed. Pure."""
