"""How each program's records stood at the last count, as this viewer may know it, and who can mend them.

A program reads its own numbers. Everyone else reads shares and tens, none where there are few, and never a sum from
which a hidden one could be taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kinbridge.accounts.models import AWAY_FROM_FAMILIES, Role, User
from kinbridge.core.vocabulary import Regime
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Coalition, Membership, Program, Viewer
from kinbridge.measures.keeping import chosen
from kinbridge.measures.tribes import approved
from kinbridge.quality.models import Counted
from kinbridge.quality.rules import Share, Wrong

MENDERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)
LATE = timedelta(days=2)
"""After so long a night was missed, and the page says so."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing counted of a program: under which heading, what is told, and whether that is good, if it is told."""

    title: str
    told: str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Source:
    """A program's records as the viewer may know them; no cells where the tribe keeps its numbers to itself.

    `own`: the viewer works there, and may open what is to be mended. `menders` watch over its records.
    """

    program: Program
    own: bool
    cells: tuple[Cell, ...]
    from_files: str
    menders: tuple[User, ...]

    @property
    def to_look_at(self) -> int:
        return sum(cell.good is False for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Board:
    """All of them, those with most to look at first. `at` is when they were counted; None if they never were."""

    at: datetime | None
    late: bool
    sources: tuple[Source, ...]

    @property
    def to_look_at(self) -> list[Source]:
        """And the viewer's own."""
        return [source for source in self.sources if source.own or source.to_look_at]

    @property
    def in_order(self) -> list[Source]:
        """Or too few to tell."""
        return [source for source in self.sources if not (source.own or source.to_look_at)]


def board(*, by: Viewer, at: datetime) -> Board:
    """Read from what a night's count kept: no family's record is opened, however many there are."""
    on, threshold = day_of(at), chosen(by.coalition_id).threshold
    agreed = approved(coalition=Coalition.objects.get(pk=by.coalition_id), on=on).organizations
    menders = _menders(by, on=on)
    rows = Counted.objects.filter(coalition=by.coalition_id).select_related("program__organization")
    rows = rows.order_by("program__organization__name", "program__name")
    found = []
    for row in rows:
        program = row.program
        kept_back = Regime.TRIBAL in program.regimes and program.organization_id not in {*agreed, by.organization_id}
        own = program.pk == by.program_id and by.role not in AWAY_FROM_FAMILIES
        found.append(
            Source(
                program,
                own,
                () if kept_back else tuple(_cells(row, threshold, own=own)),
                "" if kept_back else _from_files(row, threshold),
                menders.get(program.pk) or menders.get(program.organization_id, ()),
            )
        )
    counted = min((row.at for row in rows), default=None)
    late = counted is not None and at - counted > LATE
    return Board(counted, late, tuple(sorted(found, key=lambda source: -source.to_look_at)))


def _cells(row: Counted, threshold: int, *, own: bool) -> Iterator[Cell]:
    for title, share in (
        ("Written down within 3 days", Share(row.facts, row.in_time, row.subjects)),
        ("Birth date known", Share(row.people, row.born, row.people)),
        ("Race or ethnicity asked", Share(row.adults, row.asked, row.adults)),
    ):
        yield Cell(title, share.told(threshold), share.in_order(threshold))
    for title, wrong in (
        ("Facts at odds", Wrong(row.families, row.at_odds)),
        ("On file twice", Wrong(row.families, row.twice)),
    ):
        yield (
            Cell(title, wrong.in_full, wrong.few)
            if own
            else Cell(title, wrong.told(threshold), wrong.in_order(threshold))
        )


def _from_files(row: Counted, threshold: int) -> str:
    """How much of what is counted came from the program's own system; empty where nothing did."""
    return Share(row.facts, row.from_files, row.subjects).told(threshold) if row.from_files else ""


def _menders(by: Viewer, *, on: date) -> dict[UUID, tuple[User, ...]]:
    """By program its supervisors and administrators; by organization its administrators."""
    found: defaultdict[UUID, dict[int, User]] = defaultdict(dict)
    work = Membership.objects.on(on).filter(program__organization__coalition=by.coalition_id, role__in=MENDERS)
    for one in work.select_related("user", "program").order_by("user__last_name", "user__first_name"):
        found[one.program_id][one.user_id] = one.user
        if one.role == Role.ADMINISTRATOR:
            found[one.program.organization_id][one.user_id] = one.user
    return {key: tuple(users.values()) for key, users in found.items()}
