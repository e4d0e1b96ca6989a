"""The pages of a household: who belongs to it, who keeps it, who works with it."""
