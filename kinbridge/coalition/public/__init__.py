"""What anyone may read of a coalition's goals, in English and in Spanish."""
