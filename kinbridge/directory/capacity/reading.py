"""What a program sees of its own places and of its waiting list, in the order in which places are offered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kinbridge.accounts.models import Role
from kinbridge.directory.actions import keeps_list, may_state
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Capacity, NearlyFull, Program, Viewer, Waiting
from kinbridge.directory.reading import Stated, stated
from kinbridge.directory.rules.age import Age
from kinbridge.directory.rules.waiting import (
    NOTICE_CITE,
    Owed,
    State,
    Wait,
    notice_due,
    owed_to,
    state_of,
)

PROGRAMS = 100
LISTED = 200


@dataclass(frozen=True, slots=True)
class OurProgram:
    """One program's statements, and whether any of them has grown old."""

    program: Program
    places: tuple[Stated, ...]
    waiting: int
    keeps_list: bool
    notice: Notice | None

    @property
    def staleness(self) -> int:
        """Of its oldest statement, by `Age`; a program that stated nothing is as stale as can be."""
        return max((list(Age).index(one.state) for one in self.places), default=len(Age))


@dataclass(frozen=True, slots=True)
class Notice:
    """A program is at 90 percent or more, and by when the State has to be told."""

    reached_at: datetime
    told_at: datetime | None
    due: Owed

    @property
    def due_on(self) -> date:
        return day_of(self.due.due_at)


@dataclass(frozen=True, slots=True)
class Row:
    """Someone who waits: the program's code, why they stand where they stand, what they are owed."""

    waiting: Waiting
    order: str
    days: int
    owed: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class WaitingPage:
    program: Program
    rows: tuple[Row, ...]
    late: int
    notice: Notice | None


def ours(*, by: Viewer, at: datetime) -> list[OurProgram]:
    """The programs for which this viewer may state places, those whose word has grown oldest first.

    A coordinator, who calls around, sees every program that ever stated some; others see those that offer a service.
    """
    programs = _may_be_stated(by)
    places: dict[UUID, list[Capacity]] = defaultdict(list)
    for row in Capacity.objects.current().filter(program__in=programs).select_related("stated_by", "program"):
        places[row.program_id].append(row)  # type: ignore[index]
    waits = Waiting.objects.filter(program__in=programs, ended_at=None).values_list("program").annotate(Count("pk"))
    waiting = dict(waits)
    notices = {each.program_id: each for each in NearlyFull.objects.filter(program__in=programs, ended_at=None)}
    found = [
        OurProgram(
            program,
            stated(places[program.pk], at=at),
            waiting=waiting.get(program.pk, 0),
            keeps_list=keeps_list(by, program=program),
            notice=_notice(notices.get(program.pk), at=at),
        )
        for program in programs
    ]
    return sorted(found, key=lambda one: (-one.staleness, one.program.name))


def open_list(*, program: Program, by: Viewer, at: datetime) -> WaitingPage | None:
    """The waiting list, first to be offered a place first; None for who is not of the program."""
    if not keeps_list(by, program=program):
        return None
    held = list(Waiting.objects.filter(program=program, ended_at=None).order_by("asked_at", "pk")[:LISTED])
    waits = sorted(((_wait(each), each) for each in held), key=lambda pair: (pair[0].order, pair[1].pk))
    rows = tuple(
        Row(each, wait.order_words, (at - wait.asked_at).days, tuple(owed_to(wait, at=at))) for wait, each in waits
    )
    notice = NearlyFull.objects.filter(program=program, ended_at=None).first()
    return WaitingPage(
        program=program,
        rows=rows,
        late=sum(any(owed.state is State.LATE for owed in row.owed) for row in rows),
        notice=_notice(notice, at=at),
    )


def find_program(*, pk: UUID, by: Viewer) -> Program | None:
    found = Program.objects.select_related("organization").filter(pk=pk, organization__coalition=by.coalition_id)
    return found.first()


def find_waiting(*, pk: int, by: Viewer) -> Waiting | None:
    found = Waiting.objects.select_related("program").filter(pk=pk, coalition=by.coalition_id)
    return found.filter(program=by.program_id).first()


def _may_be_stated(by: Viewer) -> list[Program]:
    if by.role == Role.PARENT:
        return []
    if by.role == Role.COALITION_COORDINATOR:
        within = Q(organization__coalition=by.coalition_id, capacity__current=True)
    else:
        within = Q(organization=by.organization_id) & (Q(services__isnull=False) | Q(capacity__current=True))
    found: QuerySet[Program] = Program.objects.filter(within).select_related("organization").distinct()
    return [program for program in found.order_by("name", "pk")[:PROGRAMS] if may_state(by, of=program)]


def _wait(row: Waiting) -> Wait:
    return Wait(row.asked_at, row.pregnant, row.injects, row.interim_at)


def _notice(held: NearlyFull | None, *, at: datetime) -> Notice | None:
    if held is None:
        return None
    by = notice_due(held.reached_at)
    state = state_of(by, done=held.told_at is not None, at=at)
    owed = Owed("Tell the State", by, state, "7 days after 90 percent of the places were taken", NOTICE_CITE)
    return Notice(held.reached_at, held.told_at, owed)
