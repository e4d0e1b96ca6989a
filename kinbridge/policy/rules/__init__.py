"""How a policy moves, how much money ends when, and what is known of funding streams. Pure."""
