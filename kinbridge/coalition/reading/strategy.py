"""The strategy as pages and paper show it: goals, and under each its lines with owners, days and values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kinbridge.coalition.actions import may_change
from kinbridge.coalition.models import Change, Goal, Line, Reading
from kinbridge.coalition.reading.goals import Card, board, in_order, readings_of
from kinbridge.coalition.rules.strategy import OVER, STATUS_WORDS, Kind, Status, is_late
from kinbridge.coalition.values import Value, chart_of, newest, value_of
from kinbridge.core.pictures import Trend
from kinbridge.directory.models import Membership, Viewer
from kinbridge.measures.models import Release


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what stands under it. `place` is the partner its owner works for."""

    line: Line
    place: str
    late: bool
    value: Value | None
    under: tuple[Row, ...]

    @property
    def open(self) -> bool:
        return self.line.status not in OVER

    def each(self) -> Iterator[Row]:
        yield self
        for row in self.under:
            yield from row.each()


@dataclass(frozen=True, slots=True)
class Branch:
    """A goal with its objectives."""

    card: Card
    place: str
    objectives: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    branches: tuple[Branch, ...]
    mine: tuple[Row, ...]
    may_edit: bool

    def each(self) -> Iterator[Row]:
        for branch in self.branches:
            for row in branch.objectives:
                yield from row.each()

    @property
    def activities(self) -> list[Row]:
        return [row for row in self.each() if row.line.kind == Kind.ACTIVITY]


def strategy(*, by: Viewer, on: date) -> Strategy:
    goals = board(by=by)
    lines = list(lines_of(by.coalition_id))
    release = newest(by.coalition_id, indicators=[line.indicator for line in lines if line.indicator])
    places = places_of_work(by.coalition_id, on=on)
    below: dict[tuple[int, int | None], list[Line]] = defaultdict(list)
    for line in lines:
        below[line.goal_id, line.parent_id].append(line)

    def rows(goal: int, parent: int | None) -> tuple[Row, ...]:
        return tuple(
            Row(
                line,
                places.get(line.owner_id or 0, ""),
                is_late(status=line.status, due_on=line.due_on, on=on),
                _value(line, release),
                rows(goal, line.pk),
            )
            for line in sorted(below[goal, parent], key=_order)
        )

    branches = tuple(
        Branch(card, places.get(card.goal.owner_id or 0, ""), rows(card.goal.pk, None)) for card in goals.goals
    )
    found = Strategy(branches, (), goals.may_edit)
    mine = tuple(row for row in found.each() if row.open and row.line.owner_id == by.user_id)
    return Strategy(branches, mine, goals.may_edit)


def _order(line: Line) -> tuple[bool, date, int]:
    """By the day it is due; what was set aside comes last."""
    return line.status == Status.SET_ASIDE, line.due_on or date.max, line.pk


def lines_of(coalition: int) -> Iterable[Line]:
    found = Line.objects.filter(coalition=coalition).select_related("owner", "indicator")
    return found.prefetch_related(in_order("indicator")).order_by("pk")


def _value(line: Line, release: Release | None) -> Value | None:
    if line.indicator is None:
        return None
    return value_of(line.indicator, release=release, readings=readings_of(line.indicator))


def places_of_work(coalition: int, *, on: date) -> dict[int, str]:
    """The partner that each person at work belongs to; of several, the first they joined."""
    at_work = Membership.objects.on(on).filter(program__organization__coalition=coalition).order_by("-since", "-pk")
    return dict(at_work.values_list("user", "program__organization__name"))


# ── one line ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Told:
    """A moment of a line's or a goal's history, in words."""

    at: datetime
    by: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class LinePage:
    row: Row
    may_change: bool
    may_add: bool
    readings: tuple[Reading, ...]
    chart: Trend | None
    changes: tuple[Told, ...]


def open_line(*, pk: int, by: Viewer, on: date) -> LinePage | None:
    found = Line.objects.filter(coalition=by.coalition_id, pk=pk)
    line = found.select_related("owner", "indicator", "goal", "parent__parent").first()
    if line is None:
        return None
    row = next((row for row in strategy(by=by, on=on).each() if row.line.pk == pk), None)
    if row is None:
        return None
    readings: tuple[Reading, ...] = ()
    chart = None
    if row.line.indicator is not None:
        readings = readings_of(row.line.indicator)
        release = newest(by.coalition_id, indicators=[row.line.indicator])
        chart = chart_of(row.line.indicator, release=release, readings=readings)
    may = may_change(of=line, by=by)
    return LinePage(row, may, may and line.kind != Kind.ACTIVITY, readings, chart, history(line.changes.all()))


def goal_history(goal: Goal) -> tuple[Told, ...]:
    return history(goal.changes.filter(line=None))


NAMES = {
    "title": "its words",
    "title_es": "its words in Spanish",
    "aim": "the aim",
    "aim_es": "the aim in Spanish",
    "owner": "who answers for it",
    "due_on": "the day",
    "phase": "the step",
    "takes": "what it takes",
    "gives": "what it leaves",
    "indicator": "what is looked at",
}


def history(changes: Iterable[Change]) -> tuple[Told, ...]:
    """The newest first; each says what it made different."""
    before: dict[str, object] | None = None
    told = []
    for one in sorted(changes, key=lambda one: (one.at, one.pk)):
        told.append(Told(one.at, str(one.by), _difference(before, one.said), one.why))
        before = one.said
    return tuple(reversed(told))


def _difference(before: dict[str, object] | None, after: dict[str, object]) -> str:
    if before is None:
        return f"It said: {after['title']}."
    said = []
    if after.get("status") != before.get("status") and after.get("status"):
        said.append(f"{STATUS_WORDS[Status(str(after['status']))]}.")
    changed = [words for name, words in NAMES.items() if after.get(name) != before.get(name)]
    if changed:
        said.append(f"Changed {', '.join(changed)}.")
    return " ".join(said) or "Looked at it; nothing is different."
