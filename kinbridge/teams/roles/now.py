"""Who does what for one family now, as one viewer may be told: the task, the partner who answers, the person, the gap.

It reads only what the page has through the gate already: the household, whose partners leave out programs that the law
conceals, and the facts of the clocks. So a treatment program is never called missing either: that would tell as much.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kinbridge.clocks.rules import Fact
from kinbridge.core.vocabulary import MINORS, Relation
from kinbridge.people.actions import Household
from kinbridge.people.models import Involvement, Person
from kinbridge.teams.roles.reading import rows_here
from kinbridge.teams.roles.rules import GROUPS, POINTS, Party, Row, parties
from kinbridge.teams.roles.standing import standing, tasks_now


@dataclass(frozen=True, slots=True)
class Task:
    """One task of today. Without `involved` somebody is missing (`gap`), may not be named, or is not settled (`by`)."""

    row: Row
    party: Party
    involved: Involvement | None
    also: tuple[str, ...]
    by: tuple[tuple[str, str], ...]

    @property
    def gap(self) -> bool:
        return self.involved is None and not self.by and not self.party.concealed


@dataclass(frozen=True, slots=True)
class Now:
    points: tuple[str, ...]
    tasks: tuple[Task, ...]

    @property
    def gaps(self) -> int:
        return sum(task.gap for task in self.tasks)


def who_now(*, household: Household, facts: Iterable[Fact], coalition_id: int, on: date) -> Now:
    """The tasks that concern this family on a day, those that nobody answers for first."""
    child_welfare = parties()["child_welfare"].kinds
    stands = standing(
        on=on,
        pregnant=bool(household.pregnancies),
        children={
            str(child.pk): child.birth_date for child in household.people if _is_child(child) and child.birth_date
        },
        mothers=frozenset(str(person.pk) for person in household.people if person.relation == Relation.MOTHER),
        with_case=any(one.program.organization.kind in child_welfare for one in household.partners),
        facts=facts,
    )
    tasks = [_task(rows, household.partners) for rows in tasks_now(rows_here(coalition_id, on=on), stands)]
    return Now(tuple(POINTS[point] for point in stands.points), tuple(sorted(tasks, key=lambda task: not task.gap)))


def _is_child(person: Person) -> bool:
    return person.relation in MINORS


def _task(rows: tuple[Row, ...], partners: tuple[Involvement, ...]) -> Task:
    row, known = rows[0], parties()
    if len({one.accountable for one in rows}) > 1:
        by = tuple((GROUPS[one.group], known[one.accountable].name) for one in rows)
        return Task(row, known[row.accountable], None, (), by)
    party = known[row.accountable]
    found = sorted((one for one in partners if _may_be(one, party)), key=lambda one: _likelihood(one, party))
    if not found:
        return Task(row, party, None, (), ())
    alike = {one.program.name for one in found if not found[0].lead and one.program_id != found[0].program_id}
    return Task(row, party, found[0], tuple(sorted(alike)), ())


def _may_be(one: Involvement, party: Party) -> bool:
    if one.program.organization.kind not in party.kinds:
        return False
    return not party.serves or one.person is None or _is_child(one.person) == (party.serves == "child")


def _likelihood(one: Involvement, party: Party) -> tuple[int, bool, bool, int]:
    """The program that leads first, then one with a named worker, then the newest."""
    kind = party.kinds.index(one.program.organization.kind)
    return kind, not one.lead, one.worker is None, -one.since.toordinal()
