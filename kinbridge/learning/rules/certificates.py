"""The code on a certificate: easy to read aloud, hard to guess. Pure."""

from __future__ import annotations

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I or O: on paper they look like one another."""
LENGTH = 12


def code_of(chance: bytes) -> str:
    """Twelve letters in three groups, from twelve random bytes: 60 bits."""
    letters = [LETTERS[one % len(LETTERS)] for one in chance[:LENGTH]]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, LENGTH, 4))


def as_typed(text: str) -> str:
    """A code as someone typed it, in capitals and with its hyphens; an empty text when it cannot be one."""
    letters = [letter for letter in text.upper() if letter.isalnum()]
    if len(letters) != LENGTH or any(letter not in LETTERS for letter in letters):
        return ""
    return "-".join("".join(letters[at : at + 4]) for at in range(0, LENGTH, 4))
