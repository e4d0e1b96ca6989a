"""Who does what in this county on a day: the table it began with, and its own rows in place of what it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kinbridge.directory.models import Organization, Viewer
from kinbridge.teams.roles.models import RoleChange
from kinbridge.teams.roles.rules import GROUPS, POINTS, Party, Row, parties, source, starting_rows, with_changes


@dataclass(frozen=True, slots=True)
class Line:
    """One row as people read it. `missing`: no partner of the coalition is of the kind that answers for it."""

    row: Row
    accountable: Party
    does: tuple[str, ...]
    asked: tuple[str, ...]
    told: tuple[str, ...]
    missing: bool
    change: RoleChange | None

    @property
    def whom(self) -> str:
        return GROUPS[self.row.group]

    @property
    def also(self) -> tuple[str, ...]:
        """The other points at which it is done."""
        return tuple(POINTS[point] for point in self.row.points[1:])


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the first point at which each is done, those that are no one family's last."""

    points: tuple[tuple[str, tuple[Line, ...]], ...]
    source: str
    lines: tuple[Line, ...]

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.missing)


@dataclass(frozen=True, slots=True)
class History:
    """One row with what the county said of it, the newest first, and what it began with."""

    line: Line
    began: Line
    changes: tuple[tuple[RoleChange, str], ...]


def rows_here(coalition_id: int, *, on: date) -> tuple[Row, ...]:
    changes = RoleChange.objects.in_force(coalition_id=coalition_id, on=on)
    return with_changes({(change.task, change.group): change.parts for change in changes})


def table(*, by: Viewer, on: date) -> Table:
    changes = {
        (change.task, change.group): change
        for change in RoleChange.objects.in_force(coalition_id=by.coalition_id, on=on).select_related("changed_by")
    }
    kinds = frozenset(Organization.objects.filter(coalition=by.coalition_id).values_list("kind", flat=True))
    rows = with_changes({key: change.parts for key, change in changes.items()})
    lines = tuple(_line(row, kinds=kinds, change=changes.get(row.key)) for row in rows)
    points = [
        (words, tuple(line for line in lines if line.row.when and line.row.points[0] == point))
        for point, words in POINTS.items()
    ]
    points.append(("The whole county", tuple(line for line in lines if not line.row.when)))
    return Table(tuple((words, held) for words, held in points if held), source(), lines)


def history(*, task: str, group: str, by: Viewer, on: date) -> History | None:
    """None for a task that the table does not have."""
    line = next((one for one in table(by=by, on=on).lines if one.row.key == (task, group)), None)
    if line is None:
        return None
    began = next(row for row in starting_rows() if row.key == (task, group))
    changes = RoleChange.objects.filter(coalition=by.coalition_id, task=task, group=group).select_related("changed_by")
    known = parties()
    told = [
        (change, known[replace(began, parts=change.parts).accountable].name)
        for change in changes.order_by("-since", "-pk")[:50]
    ]
    return History(line, _line(began, kinds=frozenset(), change=None), tuple(told))


def _line(row: Row, *, kinds: frozenset[str], change: RoleChange | None) -> Line:
    known = parties()
    accountable = known[row.accountable]

    def names(*parts: str) -> tuple[str, ...]:
        return tuple(known[code].name for code in row.having(*parts))

    return Line(
        row=row,
        accountable=accountable,
        does=names("R", "R/A"),
        asked=names("C"),
        told=names("I"),
        missing=kinds.isdisjoint(accountable.kinds),
        change=change,
    )
