"""Stages and their words, questions, and what of an anonymous survey may be told. Pure."""
