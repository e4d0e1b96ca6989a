"""A page to keep: whom to call, what to do, and what is near. It asks nobody's name and keeps no place."""
