"""Balance, rhythm, quorum, grades, rounds and dots: counted from what was said. Pure."""
