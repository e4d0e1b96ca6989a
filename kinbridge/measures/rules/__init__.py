"""Measures as definitions over tables of facts, and what may be shown of them. No Django, no database, no engine."""
