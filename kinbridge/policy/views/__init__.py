"""The pages of policies, of who decides, of money and of time."""
