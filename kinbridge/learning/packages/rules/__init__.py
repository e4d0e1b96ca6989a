"""What a package may hold, what its manifest says, and when its course is done. Pure."""
