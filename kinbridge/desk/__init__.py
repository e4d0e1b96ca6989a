"""A person's first page: what is due, what arrived, what they took on; and the first page of a family."""
