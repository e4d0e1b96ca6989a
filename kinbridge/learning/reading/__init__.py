"""What the pages show of the shelf, of courses and of what came of them."""
