"""What the pages show of policies, decision makers, money and time."""
