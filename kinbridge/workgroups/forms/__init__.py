"""What people write in working groups."""
