"""Service directories in and out, in the Human Services Data Specification 3.0 (HSDS)."""
