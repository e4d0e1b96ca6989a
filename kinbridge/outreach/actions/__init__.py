"""Write and try messages, run campaigns, load figures. Each writes its audit line."""
