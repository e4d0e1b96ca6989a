"""Figures of a place as a file gives them, and a campaign's days as a calendar. Pure."""
