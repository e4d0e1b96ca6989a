"""What the coalition's goals, strategy, ideas and results are, in words and conditions. Pure."""
