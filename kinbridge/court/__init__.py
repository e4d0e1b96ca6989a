"""What a court may see of a family, what it ordered, and the report for it: facts, and never a treatment record."""
