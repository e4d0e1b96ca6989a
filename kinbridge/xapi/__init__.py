"""The learning record store, after xAPI 1.0.3: what learners did here, and in other systems that hold a key."""
