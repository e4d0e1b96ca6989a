"""What a reader of the directory asks for, by the parameters of HSDS 3.0. What makes no sense is said, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kinbridge.directory.rules.audience import Audience
from kinbridge.exchange.hsds.reading import Unreadable, moment
from kinbridge.exchange.text import storable

MOST = 100
MOST_FULL = 25
MOST_MINIMAL = 100_000
"""Items of a page: brief ones, those with everything that hangs on them, and those that are an id and a date."""
FARTHEST = 1_000_000  # meters
LAST_PAGE = 100_000
LONGEST_WORDS = 200
FORMATS = {"json", "ndjson"}
YES, NO = {"true", "1", "yes"}, {"false", "0", "no"}


class Unclear(ValueError):
    """A parameter that says nothing we know: its name, then the way out."""

    def __init__(self, parameter: str, fix: str) -> None:
        super().__init__(f"The parameter {parameter} cannot be read. {fix}")


@dataclass(frozen=True, slots=True)
class Asked:
    """`lines`: all rows at once, one on each line, and no pages."""

    lines: bool
    page: int
    per_page: int
    full: bool
    minimal: bool
    top_only: bool
    search: str
    status: str
    postcode: str
    proximity: int | None
    organization_id: UUID | None
    taxonomy_id: UUID | None
    taxonomy_term_id: UUID | None
    parent_id: UUID | None
    modified_after: datetime | None
    view: Audience


def asked(query: Mapping[str, str]) -> Asked:
    """Parameters by their HSDS names; those that are not known are passed over. Raises `Unclear`."""
    full, minimal = _yes(query, "full"), _yes(query, "minimal")
    most = MOST_MINIMAL if minimal else MOST_FULL if full else MOST
    form = query.get("format", "") or "json"
    if form not in FORMATS:
        raise Unclear("format", "The directory is given as json or ndjson here; ./run give writes it as files.")
    return Asked(
        lines=form == "ndjson",
        page=_number(query, "page", 1, LAST_PAGE) or 1,
        per_page=_number(query, "per_page", most, most) or most,
        full=full,
        minimal=minimal,
        top_only=_yes(query, "top_only"),
        search=storable(query.get("search", ""))[:LONGEST_WORDS].strip(),
        status=storable(query.get("status", "")).strip(),
        postcode=storable(query.get("postcode", "")).strip(),
        proximity=_number(query, "proximity", None, FARTHEST),
        organization_id=_id(query, "organization_id"),
        taxonomy_id=_id(query, "taxonomy_id"),
        taxonomy_term_id=_id(query, "taxonomy_term_id"),
        parent_id=_id(query, "parent_id"),
        modified_after=_moment(query, "modified_after"),
        view=_view(query),
    )


def _number(query: Mapping[str, str], name: str, default: int | None, most: int) -> int | None:
    text = query.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise Unclear(name, f"Write a number from 1 to {most}.")
    return int(text)


def _yes(query: Mapping[str, str], name: str) -> bool:
    text = query.get(name, "").lower()
    if text and text not in YES | NO:
        raise Unclear(name, "Write true or false.")
    return text in YES


def _id(query: Mapping[str, str], name: str) -> UUID | None:
    text = query.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Unclear(name, "Write the UUID of a row.") from None


def _moment(query: Mapping[str, str], name: str) -> datetime | None:
    text = query.get(name, "").replace(" ", "+")  # a plus sign that was not escaped
    try:
        return datetime.fromisoformat(moment(text)) if text else None
    except Unreadable as trouble:
        raise Unclear(name, trouble.fix) from None


def _view(query: Mapping[str, str]) -> Audience:
    text = query.get("view", "") or Audience.PUBLIC
    if text not in set(Audience):
        raise Unclear("view", f"One of: {', '.join(Audience)}.")
    return Audience(text)
