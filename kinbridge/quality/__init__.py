"""What in our own records is missing, late or at odds, and who can mend it."""
