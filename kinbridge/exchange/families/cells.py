"""Read one cell of a table. Raises `Unreadable` with the trouble and the way out, never with the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.utils.timezone import get_current_timezone

from kinbridge.exchange.hsds.reading import Unreadable, identifier
from kinbridge.exchange.text import storable

Cell = Callable[[str], str]
YES_NO = {"yes": "true", "true": "true", "1": "true", "y": "true", "no": "false", "false": "false", "0": "false"}
EARLIEST, LATEST = date(1850, 1, 1), date(2200, 1, 1)


def text(longest: int) -> Cell:
    def read(cell: str) -> str:
        cell = storable(cell).strip()
        if len(cell) > longest:
            raise Unreadable(f"it is longer than {longest} characters.", "Shorten it.")
        return cell

    return read


def one_of(codes: Iterable[str]) -> Cell:
    known = {code.lower(): code for code in codes}

    def read(cell: str) -> str:
        if cell.strip().lower() not in known:
            raise Unreadable("it is not one of the words for it.", f"One of: {', '.join(known.values())}.")
        return known[cell.strip().lower()]

    return read


def day(cell: str) -> str:
    try:
        read = date.fromisoformat(cell.strip())
    except ValueError:
        raise Unreadable("it is not a date.", "Write it as 2026-03-16.") from None
    if not EARLIEST <= read <= LATEST:
        raise Unreadable("its year cannot be right.", "Check the year.")
    return read.isoformat()


def yes_or_no(cell: str) -> str:
    if cell.strip().lower() not in YES_NO:
        raise Unreadable("it is neither yes nor no.", "Write yes or no.")
    return YES_NO[cell.strip().lower()]


def moment(cell: str) -> str:
    """A date and time; without an offset it is local time, and without a time the start of that day."""
    try:
        found = datetime.fromisoformat(cell.strip())
    except ValueError:
        raise Unreadable("it is not a date and time.", "Write it as 2026-03-16 or 2026-03-16T14:30.") from None
    if not EARLIEST <= found.date() <= LATEST:
        raise Unreadable("its year cannot be right.", "Check the year.")
    return (found if found.tzinfo else found.replace(tzinfo=get_current_timezone())).isoformat()


__all__ = ["Cell", "Unreadable", "day", "identifier", "moment", "one_of", "text", "yes_or_no"]
