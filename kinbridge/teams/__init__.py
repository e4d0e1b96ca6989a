"""Team meetings of the CHARM kind: who is on the list and why there, partner updates, and actions with an owner."""
