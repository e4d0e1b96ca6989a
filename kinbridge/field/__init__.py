"""First on scene: an aid for the home that works without a network, the log of an incident, and who is ready to go."""
