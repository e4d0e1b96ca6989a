"""What people do with policies, decision makers, money and time. Each writes its audit line."""
