"""Alder County: an invented place with invented people, written by a seed, so that anybody may look around."""
