"""Who fits which service, and why: pure, and in plain words."""
