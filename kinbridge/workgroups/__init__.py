"""People who meet over years: who is at the table, what they decide, and how they grade a practice together."""
