"""Where a safety plan stands on a day. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Stands(StrEnum):
    NOW = "now"
    OVERDUE = "overdue"
    ENDED = "ended"


def stands(ends_on: date, *, ended_on: date | None, on: date) -> Stands:
    """In force until a named person ends it: a day that passes ends no danger, it asks for a look."""
    if ended_on is not None:
        return Stands.ENDED
    return Stands.OVERDUE if ends_on < on else Stands.NOW
