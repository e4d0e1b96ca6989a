"""Who did, saw or was refused what, and why: only ever appended, chained by hash."""
