"""Comparing two records by identity alone. Pure; no health fact, no program and no address is in a record."""
