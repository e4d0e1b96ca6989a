"""Families, the people in them, and facts, from CSV files. docs/how-to/load-your-data.md says the columns."""
