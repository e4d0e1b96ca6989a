"""Which records may be of one person: proposed by comparison, decided by someone named, undone at any time."""
