"""A plan ends: what was asked, answered and arranged for infant, child, parent and household, and what is missing."""
