"""Sign-in: people's accounts, their roles, and the drafts kept for them."""
