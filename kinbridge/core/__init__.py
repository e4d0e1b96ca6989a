"""The words every capability shares. Standard library only."""
