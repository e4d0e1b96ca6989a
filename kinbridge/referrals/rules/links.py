"""The terms of a link for a program without accounts: how long it works, how many wrong codes, what it may answer."""

from __future__ import annotations

from datetime import timedelta

from kinbridge.referrals.rules.states import Status

WORKS_FOR = timedelta(days=14)
CODE_DIGITS = 6
WRONG_CODES = 5
"""Five guesses at one of a million codes, and the link ends."""
ANSWERS = frozenset({Status.ACCEPTED, Status.DECLINED, Status.FIRST_KEPT, Status.FIRST_MISSED})
LAST = frozenset({Status.DECLINED, Status.FIRST_KEPT})
"""After these there is nothing more to answer, and the link ends."""
