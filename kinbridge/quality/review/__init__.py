"""Case review: a random sample of a unit's families, each read by two people against a short rubric of our own."""
