"""Places that tried before us: six states and whoever joins, what each did and found, and what was learned."""
