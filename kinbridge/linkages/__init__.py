"""How partners work together, two by two: what they agreed, send and hear back, and whom they say they trust."""
