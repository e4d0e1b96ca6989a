"""Persons, families, kinship, custody, pregnancies; who is involved with whom, and who must be kept apart."""
