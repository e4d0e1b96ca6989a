"""The extract: a coalition's facts as Parquet, through the gate in bulk, with keys in place of people.

Needs the libraries of requirements-analytics.in, which no page imports.
"""
