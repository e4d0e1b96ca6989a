"""What the gate keeps of its own: requests, notices, and who signed for the rules."""
