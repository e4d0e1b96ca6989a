"""The family's own pages: their plan, their consents, and who looked."""
