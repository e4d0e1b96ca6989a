"""The newsletter's pages for people who work here."""
