"""The checklist of one plan, from what its viewer may read of the plan and of the chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from kinbridge.chart.reading import permitted_entries
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.plans.closing.rules import WHOM, Check, Stage, checks, is_gap, stage
from kinbridge.plans.closing.words import STAGES, TITLES
from kinbridge.plans.milestones import children_of
from kinbridge.plans.models import Plan
from kinbridge.plans.purposes import purpose_for
from kinbridge.plans.reading import decide_sections, infant_of


@dataclass(frozen=True, slots=True)
class Line:
    """One thing for one person (or the household), how far it came, and who usually mends it."""

    check: Check
    person: Person | None
    stage: Stage
    words: str
    badge: str
    gap: bool

    @property
    def key(self) -> str:
        """What a closing keeps of it: whom it is for and what, with the child it is about."""
        about = f":{self.person.pk}" if self.person is not None and self.check.of == "child" else ""
        return f"{self.check.of}.{self.check.key}{about}"


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    groups: tuple[Group, ...]

    @property
    def gaps(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines if line.gap)


def checklist(*, plan: Plan, by: Viewer, at: datetime) -> Checklist:
    """What was asked, answered and arranged; the facts among it are read through the gate."""
    version = plan.versions.order_by("-number")[0]
    version.plan = plan
    listed = checks(plan.kind, get_language() or "en")
    kinds = sorted({kind for check in listed for kind in check.kinds})
    facts: dict[int, set[str]] = defaultdict(set)
    purpose = purpose_for(plan, by)
    for entry in permitted_entries(family=plan.family, by=by, purpose=purpose, at=at, kinds=kinds):
        facts[entry.label.subject_id].add(entry.kind)
    decided = decide_sections(version=version, by=by, at=at)
    readable = {key for key, decision in decided.items() if decision.allowed}
    served = set(version.services.filter(program__isnull=False).values_list("need", flat=True))

    def line(check: Check, person: Person | None) -> Line:
        known = facts[person.pk] if person is not None else {kind for found in facts.values() for kind in found}
        found = stage(check, body=version.body, open_sections=readable, served=served, facts=known)
        words, badge = STAGES[found]
        return Line(check, person, found, str(words), badge, is_gap(check, found))

    people = _people(plan)
    groups = (
        (whom, [line(check, person) for person in people[whom] for check in listed if check.of == whom])
        for whom in WHOM
    )
    return Checklist(tuple(Group(str(TITLES[whom]), tuple(lines)) for whom, lines in groups if lines))


def titles_of(keys: Iterable[str], *, plan: Plan) -> list[str]:
    """The words of what a closing kept as missing; a child's with their name."""
    titles = {f"{check.of}.{check.key}": check.title for check in checks(plan.kind, get_language() or "en")}
    names = {str(child.pk): child.name for child in children_of(plan)}
    found = []
    for key in keys:
        check, _, child = key.partition(":")
        found.append(f"{titles.get(check, check)} ({names[child]})" if child in names else titles.get(check, check))
    return found


def _people(plan: Plan) -> dict[str, list[Person | None]]:
    """Whom each part of the list is about."""
    infant = infant_of(plan)
    others: list[Person | None] = [child for child in children_of(plan) if child != infant]
    return {
        "infant": [infant] if infant is not None else [],
        "child": others,
        "parent": [plan.parent],
        "household": [None],
    }
