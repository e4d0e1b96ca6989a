"""The way home as one viewer may see it: facts of the chart, each let through by the gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import get_language

from kinbridge.accounts.models import User
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import permitted
from kinbridge.core.decision import Decision as Answer
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.travels import travels
from kinbridge.people.models import Person
from kinbridge.plans.milestones import children_of
from kinbridge.plans.models import Plan
from kinbridge.plans.pathway.rules import Decision, Item, Rung, Visit, items, ladder
from kinbridge.plans.pathway.words import BADGE, DECIDED, STANDS, STEPS
from kinbridge.plans.purposes import purpose_for
from kinbridge.plans.reading import ShownPlan
from kinbridge.plans.rules import PlanKind

KINDS = ("readiness", "family_time", "family_time_step", "placement", "return_home")


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody saw or said of one thing, and when; `stands` and `badge` are the word and its sign."""

    stands: str
    badge: str
    evidence: str
    who: str
    program: str
    on: date
    by_parent: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must be so: the newest word of each who spoke, and what they said earlier."""

    item: Item
    newest: tuple[Statement, ...]
    earlier: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of time together, in words."""

    rung: Rung
    words: str
    decided: str


@dataclass(frozen=True, slots=True)
class WayHome:
    """One child's way home."""

    child: Person
    steps: tuple[Step, ...]
    home_on: date | None


@dataclass(frozen=True, slots=True)
class Pathway:
    parts: tuple[Part, ...]
    children: tuple[WayHome, ...]
    shared: tuple[tuple[Label, Answer], ...]


def open_pathway(*, plan: Plan, by: Viewer, at: datetime) -> Pathway:
    """Everything the way home shows, from permitted facts only. Writes who looked, and why."""
    purpose = purpose_for(plan, by)
    found = permitted(family=plan.family, by=by, purpose=purpose, at=at, kinds=KINDS, act="case_plan.way_home_seen")
    about: dict[int, list[Entry]] = defaultdict(list)
    for entry in found.entries:
        about[entry.label.subject_id].append(entry)
    ways = (_way(child, about[child.pk]) for child in children_of(plan))
    return Pathway(
        parts=tuple(_parts(one for one in about[plan.parent_id] if one.kind == "readiness")),
        children=tuple(way for way in ways if way is not None),
        shared=found.shared,
    )


def with_way_home(shown: ShownPlan, *, by: Viewer, at: datetime) -> tuple[ShownPlan, Pathway | None]:
    """A case plan with its way home; what goes with the page is then said once for both. Other plans have none."""
    if shown.plan.kind != PlanKind.CASE:
        return shown, None
    pathway = open_pathway(plan=shown.plan, by=by, at=at)
    return replace(shown, travels=travels((*shown.shared, *pathway.shared))), pathway


def _parts(entries: Iterable[Entry]) -> Iterable[Part]:
    rows = sorted(entries, key=lambda entry: (entry.occurred_at, entry.pk), reverse=True)
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={entry.recorded_by_id for entry in rows})}
    for item in items(get_language() or "en"):
        newest: dict[object, Statement] = {}
        earlier = []
        for entry in (row for row in rows if row.body["item"] == item.key):
            said = _statement(entry, names)
            if newest.setdefault((entry.label.program_id, said.by_parent), said) is not said:
                earlier.append(said)
        yield Part(item, tuple(newest.values()), tuple(earlier))


def _statement(entry: Entry, names: dict[int, str]) -> Statement:
    by_parent = entry.body.get("said_by") == "parent"
    return Statement(
        stands=str(STANDS[entry.body["stands"]]),
        badge=BADGE[entry.body["stands"]],
        evidence=entry.body["evidence"],
        who=entry.label.subject.name if by_parent else names.get(entry.recorded_by_id or 0, ""),
        program="" if by_parent else entry.label.program.name,
        on=day_of(entry.occurred_at),
        by_parent=by_parent,
    )


def _way(child: Person, entries: list[Entry]) -> WayHome | None:
    """None for a child who was never away, as far as this viewer may know."""
    decisions, visits, home = [], [], None
    for entry in sorted(entries, key=lambda one: (one.occurred_at, one.pk)):
        on, body = day_of(entry.occurred_at), entry.body
        if entry.kind == "family_time_step":
            decisions.append(Decision(on=on, **{name: body[name] for name in body if name in Decision.__slots__}))
        elif entry.kind == "family_time":
            visits.append(Visit(body["step"], on, body["kept"]))
        elif entry.kind == "placement":
            home = None
        elif entry.kind == "return_home":
            home = on
    rungs = ladder(decisions, visits)
    return WayHome(child, tuple(map(_step, rungs)), home) if entries else None


def _step(rung: Rung) -> Step:
    decided = DECIDED.get(rung.decision.decided, "") if rung.decision is not None else ""
    return Step(rung, str(STEPS[rung.step]), str(decided))
