"""The pairs a reviewer may see, and what of them agrees and differs. Every look is a line for both families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.lists import told
from kinbridge.identity.comparable import PURPOSE, Opened, opened
from kinbridge.identity.models import Pair, Run, Verdict
from kinbridge.identity.records import records_of
from kinbridge.identity.rules.apart import why_apart
from kinbridge.identity.rules.comparing import Field, Finding, Level, compare
from kinbridge.identity.rules.record import Record
from kinbridge.identity.rules.weighing import Rating, rating
from kinbridge.people.models import Person

PAGE = 20
NOT_KNOWN = "not known"
AT_ONCE = 100
SORTS = {Level.SAME: "The same", Level.OTHER: "Different"}
BADGES = {Level.SAME: "good", Level.OTHER: "stop", Level.UNKNOWN: "neutral"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the comparison: what each record says, and how the two stand to each other."""

    finding: Finding
    first: str
    second: str

    @property
    def badge(self) -> str:
        return BADGES.get(self.finding.level, "attention")


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair as a reviewer reads it. `apart` says why it should not be one person after all, if something changed."""

    pair: Pair
    lines: tuple[Line, ...]
    rating: Rating | None
    apart: str
    verdicts: tuple[Verdict, ...]

    @property
    def names(self) -> tuple[str, str]:
        return self.pair.first.name, self.pair.second.name

    @property
    def in_words(self) -> str:
        """What is the same, what is alike and what differs, in one breath."""
        sorts: dict[str, list[str]] = {"The same": [], "Alike": [], "Different": []}
        for line in self.lines:
            if line.finding.level is not Level.UNKNOWN:
                sorts[SORTS.get(line.finding.level, "Alike")].append(line.finding.title.lower())
        return " ".join(f"{sort}: {', '.join(titles)}." for sort, titles in sorts.items() if titles)


@dataclass(frozen=True, slots=True)
class Queue:
    waiting: tuple[Shown, ...]
    more: bool
    decided: tuple[Shown, ...]
    last: Run | None


@transaction.atomic
def queue(*, by: Viewer, at: datetime) -> Queue:
    """The likeliest pairs that wait, and those decided, as far as the gate opens both records to the viewer."""
    pairs = Pair.objects.filter(coalition=by.coalition_id).select_related("first", "second")
    waiting = _first(pairs.filter(state=Pair.State.WAITING).order_by("-probability", "pk"), PAGE + 1, by=by, at=at)
    decided = _first(pairs.exclude(state=Pair.State.WAITING).order_by("-pk"), PAGE, by=by, at=at)
    families = {person.family_id for one in (*waiting[:PAGE], *decided) for person in (one.pair.first, one.pair.second)}
    audit("identity.pairs_seen", by=by, at=at, because=PURPOSE, detail={"families": sorted(families)})
    last = Run.objects.filter(coalition=by.coalition_id, by=by.worker).order_by("-at", "-pk").first()
    return Queue(tuple(waiting[:PAGE]), len(waiting) > PAGE, tuple(decided), last)


@transaction.atomic
def pair_for(*, key: UUID, by: Viewer, at: datetime) -> Shown | None:
    """One pair, where both records are open to the viewer; None as if it were not there otherwise."""
    pairs = Pair.objects.filter(coalition=by.coalition_id, key=key).select_related("first", "second")
    known = _known(pairs, by=by, at=at)
    shown = next(_shown(pairs, known, at=at), None)
    if shown is not None:
        both = (known[shown.pair.first_id], known[shown.pair.second_id])
        for one in sorted(both, key=lambda one: one.person.family_id):
            audit(
                "identity.pair_seen",
                by=by,
                at=at,
                family_id=one.person.family_id,
                about=f"person:{one.person.pk}",
                because=PURPOSE,
                citations=one.decision.citations,
                detail={"shared": told([(one.label, one.decision)])},
            )
    return shown


def _first(pairs: QuerySet[Pair], how_many: int, *, by: Viewer, at: datetime) -> list[Shown]:
    """The first of them that the viewer may see, some hundred at a time: nothing is said of those left out."""
    found: list[Shown] = []
    start = 0
    while len(found) < how_many and (some := pairs[start : start + AT_ONCE]):
        found += _shown(some, _known(some, by=by, at=at), at=at)
        start += AT_ONCE
    return found[:how_many]


def _known(pairs: Iterable[Pair], *, by: Viewer, at: datetime) -> dict[int, Opened]:
    families = {person.family_id for pair in pairs for person in (pair.first, pair.second)}
    return opened(families, by=by, on=day_of(at)) if families else {}


def _shown(pairs: Iterable[Pair], known: dict[int, Opened], *, at: datetime) -> Iterator[Shown]:
    seen = [pair for pair in pairs if pair.first_id in known and pair.second_id in known]
    # Of the whole household, for a child is also known by its mother.
    records = {one.person: one for one in records_of((one.person for one in known.values()), on=day_of(at))}
    said: dict[int, list[Verdict]] = {}
    for verdict in Verdict.objects.filter(pair__in=seen).select_related("by").order_by("-at", "-pk"):
        said.setdefault(verdict.pair_id, []).append(verdict)
    for pair in seen:
        first, second = records[pair.first_id], records[pair.second_id]
        lines = tuple(
            Line(finding, _value(finding.field, pair.first, first), _value(finding.field, pair.second, second))
            for finding in compare(first, second)
        )
        known_lines = tuple(line for line in lines if {line.first, line.second} != {NOT_KNOWN})
        verdicts = tuple(said.get(pair.pk, ()))
        yield Shown(pair, known_lines, rating(pair.probability), why_apart(first, second), verdicts)


def _value(field: Field, person: Person, record: Record) -> str:
    """What the record says, as it was written; a number only by its end, which is enough to ask about it."""
    mother = record.mother
    said = {
        Field.GIVEN: person.given_name,
        Field.FAMILY: person.family_name,
        Field.BORN: record.born and _written(record.born),
        Field.DUE: record.due and _written(record.due),
        Field.MOTHER: mother and f"{mother.given} {mother.family}".title(),
        Field.PHONE: record.phone and f"ends in {record.phone[-4:]}",
    }
    return said[field] or NOT_KNOWN


def _written(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
