"""What falls due, when, under which law, and which clocks collide."""
