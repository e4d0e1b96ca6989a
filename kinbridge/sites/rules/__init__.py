"""What is on file of each site, and how sites stand side by side. Pure."""
