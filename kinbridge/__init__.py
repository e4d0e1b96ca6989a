"""Kinbridge: the shared workspace of a community coalition that serves families affected by substance use."""
