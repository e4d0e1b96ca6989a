"""Measures as pure functions over facts, and the suppression of small cells."""
