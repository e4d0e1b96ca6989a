"""What people do in working groups."""
