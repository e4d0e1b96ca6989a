"""The first days of one family: what was found, and each step from the first sign to treatment with its target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kinbridge.accounts.models import User
from kinbridge.chart.kinds import kind
from kinbridge.chart.models import Entry
from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import permitted
from kinbridge.clocks import pages
from kinbridge.clocks.projection import CHART_KINDS
from kinbridge.clocks.reading import deadlines_from
from kinbridge.clocks.rules import Deadline
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.travels import Travels
from kinbridge.people.models import Family, Person

FOUND = ("presence", "child_at_scene")
"""What a worker writes down of a family, and of each child, where drugs are or may be."""
RULES = ("SYS-CONTACT", "SYS-URGENT", "SYS-TREATMENT")
EPISODE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from the first sign to treatment. `took` counts from the sign or record it began with."""

    row: pages.Row
    began: datetime | None
    happened: datetime | None

    @property
    def took(self) -> timedelta | None:
        return self.happened - self.began if self.began is not None and self.happened is not None else None

    @property
    def hours(self) -> int | None:
        """How long it took in hours, where that is the fair measure: up to three days."""
        return round(self.took.total_seconds() / 3600) if self.took is not None and self.took.days < 3 else None


@dataclass(frozen=True, slots=True)
class Found:
    """What one worker wrote down at first contact, of the family or of one child."""

    words: str
    person: str
    who: str
    program: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Response:
    sign: Entry | None
    steps: tuple[Step, ...]
    found: tuple[Found, ...]
    travels: Travels


def open_response(*, family: Family, by: Viewer, at: datetime) -> Response:
    """From permitted facts only, and by the same clocks as the timeline. Writes who looked, and why."""
    kinds = dict.fromkeys((*CHART_KINDS, *FOUND))
    opened = permitted(family=family, by=by, purpose=purpose_of(by), at=at, kinds=kinds, act="response.seen")
    entries = {str(entry.pk): entry for entry in opened.entries}
    _, deadlines = deadlines_from(opened.entries, family=family, by=by, at=at)
    ours = [one for one in deadlines if one.rule in RULES and _recent(one, at)]
    names = {str(person.pk): person.name for person in Person.objects.filter(family=family)}
    reports = [entry for entry in opened.entries if entry.kind in ("report", "presence")]
    recent = [entry for entry in reports if at - entry.occurred_at < EPISODE]
    return Response(
        sign=min(recent, key=lambda entry: entry.occurred_at, default=None),
        steps=tuple(_step(row, entries) for row in pages.rows(ours, names=names)),
        found=tuple(_found([entry for entry in opened.entries if entry.kind in FOUND])),
        travels=opened.travels,
    )


def _recent(deadline: Deadline, at: datetime) -> bool:
    began = deadline.start.on if deadline.start is not None else None
    return began is not None and day_of(at) - began < EPISODE


def _step(row: pages.Row, entries: dict[str, Entry]) -> Step:
    """The clock names the entries it rests on: what began it, then what met it."""
    used = [entries[ref] for ref in row.deadline.refs if ref in entries]
    begun = row.deadline.start.at if row.deadline.start is not None else None
    met = used[-1].occurred_at if row.deadline.met_on is not None and used else None
    return Step(row, begun, met)


def _found(entries: Iterable[Entry]) -> Iterable[Found]:
    rows = sorted(entries, key=lambda entry: entry.occurred_at, reverse=True)
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={entry.recorded_by_id for entry in rows})}
    for entry in rows:
        yield Found(
            words=kind(entry.kind).read(entry.body).words(),
            person=entry.label.subject.name,
            who=names.get(entry.recorded_by_id or 0, ""),
            program=entry.label.program.name,
            at=entry.occurred_at,
        )
