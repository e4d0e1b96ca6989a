"""The clocks of one family, and the due dates of many: always from the facts the gate lets this viewer see."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from kinbridge.chart.across import permitted_across
from kinbridge.chart.models import Entry
from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import View, permitted
from kinbridge.clocks import pages
from kinbridge.clocks.local import terms_here
from kinbridge.clocks.picture import Picture, draw
from kinbridge.clocks.projection import CHART_KINDS, entries_for, facts_from
from kinbridge.clocks.rules import (
    RULES,
    Deadline,
    Fact,
    Lane,
    Status,
    deadlines_under,
    due_under,
    kinds_for,
)
from kinbridge.clocks.rules.clashes import Clash, WhatIf, clashes
from kinbridge.clocks.rules.contradictions import Contradiction, contradictions
from kinbridge.clocks.rules.rule import Rule
from kinbridge.core.vocabulary import OrganizationKind, Purpose
from kinbridge.directory.local_time import day_of, local_time
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.travels import Travels
from kinbridge.people.models import Family, Involvement, Person

NOTHING: Mapping[str, int] = {}
OVER = frozenset({Status.MET, Status.MET_LATE, Status.EXEMPT, Status.SUPERSEDED})
DESK_FAMILIES = 100
DESK_OVERDUE_DAYS = 90
COURT_LANES = frozenset({Lane.CHILD_WELFARE, Lane.SYSTEM_RESPONSE, Lane.CHILD_DEVELOPMENT})
HEALTH_LANES = frozenset({Lane.CHILD_DEVELOPMENT, Lane.SYSTEM_RESPONSE})
DESK_LANES: Mapping[str, frozenset[Lane]] = {
    OrganizationKind.CHILD_WELFARE_AGENCY: COURT_LANES,
    OrganizationKind.TRIBAL_CHILD_WELFARE: COURT_LANES,
    OrganizationKind.COURT: frozenset({Lane.CHILD_WELFARE, Lane.SYSTEM_RESPONSE}),
    OrganizationKind.TRIBAL_COURT: frozenset({Lane.CHILD_WELFARE, Lane.SYSTEM_RESPONSE}),
    OrganizationKind.OPIOID_TREATMENT_PROGRAM: frozenset({Lane.RECOVERY}),
    OrganizationKind.TREATMENT_PROGRAM: frozenset({Lane.RECOVERY}),
    OrganizationKind.HOSPITAL: HEALTH_LANES,
    OrganizationKind.CLINIC: HEALTH_LANES,
}


@cache
def desk_rules(organization_kind: str) -> tuple[Rule, ...]:
    """The rules whose dates are this kind of partner's daily work: its lanes, and duties only, no yardsticks."""
    lanes = DESK_LANES.get(organization_kind, frozenset(Lane))
    return tuple(rule for rule in RULES if rule.lane in lanes and not rule.yardstick)


@dataclass(frozen=True, slots=True)
class Timeline:
    """One family's clocks as this viewer may see them on a day."""

    on: date
    months: int
    facts: tuple[Fact, ...]
    open: tuple[pages.Row, ...]
    duties: tuple[pages.Row, ...]
    over: tuple[pages.Row, ...]
    events: tuple[pages.Event, ...]
    clashes: tuple[Clash, ...]
    contradictions: tuple[Contradiction, ...]
    picture: Picture
    names: Mapping[str, str]
    travels: Travels


@dataclass(frozen=True, slots=True)
class Due:
    """One due date on the Desk, with its family."""

    family: Family
    deadline: Deadline
    what: str
    who: str
    status: str
    badge: str


@dataclass(frozen=True, slots=True)
class DueList:
    """What falls due soon or is recently overdue. `older` counts what has been overdue for longer than the Desk
    lists.
    """

    due: tuple[Due, ...]
    older: int
    reminded: tuple[Due, ...] = ()


def deadlines_from(
    entries: Iterable[Entry], *, family: Family, by: Viewer, at: datetime
) -> tuple[tuple[Fact, ...], tuple[Deadline, ...]]:
    """The facts and deadlines in entries that the gate has let this viewer see already."""
    on = day_of(at)
    facts = facts_from(entries, parents=parents_of([family.pk]).get(family.pk, {}), local=local_time)
    return facts, deadlines_under(terms_here(by, on=on), facts, on=on, at=local_time(at))


def family_timeline(
    *,
    family: Family,
    by: Viewer,
    purpose: Purpose,
    at: datetime,
    months: int,
    what_if: WhatIf | None = None,
    view: View | None = None,
) -> Timeline:
    """Everything the timeline page shows, from permitted facts only. Writes who looked, and why."""
    on = day_of(at)
    seen = permitted(
        family=family, by=by, purpose=purpose, at=at, kinds=CHART_KINDS, act="clocks.timeline_seen", view=view
    )
    facts, found = deadlines_from(seen.entries, family=family, by=by, at=at)
    names = names_of({fact.subject for fact in facts})
    still = [d for d in found if d.status not in OVER]
    dated = [d for d in still if d.status is Status.BLOCKED or (d.due is not None and pages.is_duty(d))]
    shown = pages.rows(dated, names=names)
    duties = pages.rows([d for d in still if d not in dated], names=names, first=len(shown) + 1)
    over = pages.rows([d for d in found if d.status in OVER], names=names, first=len(shown) + len(duties) + 1)
    happened = pages.events(facts, names=names)
    drawn = [row for row in (*shown, *duties, *over) if row.deadline.status is not Status.SUPERSEDED]
    return Timeline(
        on=on,
        months=months,
        facts=facts,
        open=shown,
        duties=duties,
        over=over,
        events=happened,
        clashes=clashes(found, facts, on=on, what_if=what_if),
        contradictions=contradictions(facts, on=on),
        picture=draw(pages.points(drawn, happened), on=on, months=months),
        names=names,
        travels=seen.travels,
    )


def due_for(
    *, by: Viewer, at: datetime, days: int = 7, told: Mapping[str, int] = NOTHING, told_days: int = 0
) -> DueList:
    """Due dates across the viewer's families: a bounded number of queries, and only what each family's papers allow.

    The families are those the viewer leads or works with, at most `DESK_FAMILIES`; for someone named on none, their
    program's newest. `told` are due dates that the viewer was reminded of and has not seen since, by key with their
    family: those that still stand within `told_days` are listed.
    """
    on = day_of(at)
    families = families_of(by=by, on=on)
    kept = _told_about(told, by=by, on=on) | {family.pk: family for family in families[:DESK_FAMILIES]}
    if not kept:
        return DueList((), 0)
    every = due_across(families=kept, by=by, at=at, days=max(days, told_days if told else 0), act="clocks.due_seen")
    found = [pair for pair in every if pair[1].due is not None and (pair[1].due - on).days <= days]
    reminded = [pair for pair in every if told and key_of(*pair) in told]
    names = names_of({deadline.subject for _, deadline in (*found, *reminded)})
    listed = [pair for pair in found if pair[1].due is not None and (on - pair[1].due).days <= DESK_OVERDUE_DAYS]
    return DueList(
        due=tuple(_desk_row(family, deadline, names) for family, deadline in listed),
        older=len(found) - len(listed),
        reminded=tuple(_desk_row(family, deadline, names) for family, deadline in reminded),
    )


def key_of(family: Family, deadline: Deadline) -> str:
    """What tells one due date from every other, and says nothing by itself. A date that moves is a new one."""
    parts = (family.pk, deadline.rule, deadline.subject, deadline.part, deadline.due)
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def _told_about(told: Mapping[str, int], *, by: Viewer, on: date) -> dict[int, Family]:
    """The families that reminders spoke of, if their page is still open to the viewer."""
    if not told:
        return {}
    found = Family.objects.seen_by(by, on=on).filter(pk__in=set(told.values()), closed_on__isnull=True)
    return {family.pk: family for family in found.order_by("pk")[:DESK_FAMILIES]}


def due_across(
    *,
    families: Mapping[int, Family],
    by: Viewer,
    at: datetime,
    days: int,
    act: str,
    rules: tuple[Rule, ...] | None = None,
) -> list[tuple[Family, Deadline]]:
    """Open duties of these families that fall due in the next `days`, or are overdue, the earliest first.

    Each from the facts that its family's papers open to the viewer; `act` is how the audit tells of it. `rules` are
    the ones asked, where not all that the viewer's kind of partner works by; what they do not look at is not read.
    """
    on, rules = day_of(at), rules or desk_rules(by.organization_kind)
    of = kinds_for(rules)
    kinds = entries_for(of)
    entries = permitted_across(families=families, by=by, purpose=purpose_of(by), at=at, kinds=kinds, act=act)
    parents, terms = parents_of(families), terms_here(by, on=on)
    found: list[tuple[Family, Deadline]] = []
    for pk, family in families.items():
        facts = facts_from(entries[pk], parents=parents.get(pk, {}), local=local_time, of=of)
        due = due_under(terms, facts, on=on, days=days, at=local_time(at), rules=rules)
        found += [(family, deadline) for deadline in due]
    return sorted(found, key=lambda pair: (pair[1].due or date.max, pair[0].name, pair[1].rule, pair[1].part))


def contradictions_across(
    *, families: Mapping[int, Family], by: Viewer, at: datetime
) -> list[tuple[Family, Contradiction]]:
    """Facts of these families that cannot both be true, as far as their papers open them to the viewer."""
    act = "quality.looked_for_contradictions"
    entries = permitted_across(families=families, by=by, purpose=purpose_of(by), at=at, kinds=CHART_KINDS, act=act)
    parents = parents_of(families)
    return [
        (family, clash)
        for pk, family in families.items()
        for clash in contradictions(
            facts_from(entries[pk], parents=parents.get(pk, {}), local=local_time), on=day_of(at)
        )
    ]


def _desk_row(family: Family, deadline: Deadline, names: Mapping[str, str]) -> Due:
    status, badge = pages.STATUS[deadline.status]
    return Due(family, deadline, pages.what_of(deadline), names.get(deadline.subject, ""), status, badge)


def families_of(*, by: Viewer, on: date) -> list[Family]:
    """Those the viewer leads or works with; for someone named on none, their program's newest."""
    if by.person_id is not None or by.program_id is None:
        return []
    working = Involvement.objects.on(on).filter(program=by.program_id, family__closed_on__isnull=True)
    for mine in (working.filter(worker=by.user_id), working):
        rows = mine.select_related("family").order_by("-since", "-family_id")[: 2 * DESK_FAMILIES]
        found = list({row.family_id: row.family for row in rows}.values())
        if found:
            return found
    return []


def parents_of(families: Iterable[int]) -> dict[int, dict[str, str]]:
    """By family: each infant's birthing parent."""
    found: dict[int, dict[str, str]] = {}
    rows = Person.objects.filter(family__in=list(families), carried_in__isnull=False)
    for family, infant, parent in rows.values_list("family_id", "pk", "carried_in__parent_id"):
        found.setdefault(family, {})[str(infant)] = str(parent)
    return found


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """Subjects by the name the family goes by; a fact about the whole family has none."""
    people = Person.objects.filter(pk__in=[int(subject) for subject in subjects if subject])
    return {"": "The family"} | {str(person.pk): person.name for person in people}
