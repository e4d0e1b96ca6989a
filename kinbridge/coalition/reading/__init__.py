"""What the pages show of goals, ideas and the strategy."""
