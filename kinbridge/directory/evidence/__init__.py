"""Practices with evidence: what each is, for whom, how it was rated over the years, and who gives it here."""
