"""Write down what was found at first contact: a fact, from which the clocks reckon who responds and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to presence and immediacy. Unclear is an answer."""

    present: str
    affects: str
    urgent: str
    known_from: tuple[str, ...] = ()
    about: str = ""
    responder: str = ""
    within_hours: int = 0


@transaction.atomic
def write_down(
    *, family: Family, person: Person, found: Found, met_at: datetime, first: bool, by: Viewer, at: datetime
) -> Entry:
    """Keep it as the agency's record about the parent; `first` says that they met face to face for the first time.

    Raises `chart.actions.NotAttested` while nobody has said under which laws the viewer's program records.
    """
    said = {name: getattr(found, name) for name in Found.__slots__}
    facts = [("presence", {name: answer for name, answer in said.items() if answer})]
    if first:
        facts.insert(0, ("contact", {"how": "visit", "outcome": "met", "first": True}))
    entries = [
        record_entry(family=family, subject=person, kind=kind, body=body, occurred_at=met_at, by=by, at=at)
        for kind, body in facts
    ]
    return entries[-1]
