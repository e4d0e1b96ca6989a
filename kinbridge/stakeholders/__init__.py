"""Who is at the coalition's table and who is missing: members, touchpoints, agreements, and tribes as peers."""
