"""A plan as one viewer may see it: each section through its own door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Label
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import decide, receiving
from kinbridge.disclosure.receipts import receipt
from kinbridge.disclosure.travels import Travels, travels
from kinbridge.people.models import Family, Person
from kinbridge.plans.models import Copy, Plan, ServiceLine, Task, Version
from kinbridge.plans.purposes import act_of, leads, purpose_for
from kinbridge.plans.reviews import Shown as ShownReview
from kinbridge.plans.reviews import of_plan as reviews_of
from kinbridge.plans.rules import PlanKind, Section, Standing, Stands, next_review, sections
from kinbridge.plans.services_table import ServiceRow, rows_of

ALWAYS = frozenset({Category.MENTAL_HEALTH, Category.HIV_STI, Category.DV_LOCATION})
QUIET = {PlanKind.SAFE_CARE: ALWAYS, PlanKind.CASE: ALWAYS | {Category.SUD_TREATMENT}}
"""Parts that every plan has room for. Refusing them aloud on each page would only make people wonder."""


@dataclass(frozen=True, slots=True)
class Answer:
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One section; `differently` is where the parent sees it differently, in their own words."""

    key: str
    title: str
    answers: tuple[Answer, ...]
    differently: str = ""


@dataclass(frozen=True, slots=True)
class ShownPlan:
    plan: Plan
    version: Version
    sections: tuple[ShownSection, ...]
    tasks: tuple[Task, ...]
    services: tuple[ServiceRow, ...]
    sealed: tuple[Decision, ...]
    shared: tuple[tuple[Label, Decision], ...]
    travels: Travels
    copies: tuple[Copy, ...]
    reviews: tuple[ShownReview, ...]
    whole: bool

    @property
    def review(self) -> Stands | None:
        """The review to hold next."""
        return next_review(one.stands for one in self.reviews)

    @property
    def late(self) -> bool:
        return self.review is not None and self.review.standing is Standing.LATE


def infant_of(plan: Plan) -> Person | None:
    """The baby of this dyad, born or not; None when the plan is not tied to a pregnancy."""
    return plan.pregnancy.infants.order_by("pk").first() if plan.pregnancy is not None else None


def decide_sections(*, version: Version, by: Viewer, at: datetime) -> dict[str, Decision]:
    """The gate's answer for each section, by its key: the section is the leading program's record."""
    return {key: decision for key, (_, decision) in decided_sections(version=version, by=by, at=at).items()}


def decided_sections(*, version: Version, by: Viewer, at: datetime) -> dict[str, tuple[Label, Decision]]:
    plan = version.plan
    infant, parts = infant_of(plan), sections(of=plan.kind)
    labels = [
        Label(
            id=number,
            family_id=plan.family_id,
            program=plan.program,
            subject=infant if section.about == "infant" and infant else plan.parent,
            category=section.category,
            regimes=sorted(plan.program.regimes),
        )
        for number, section in enumerate(parts)
    ]
    answers = decide(labels, by=by, purpose=purpose_for(plan, by), on=day_of(at))
    return {section.key: (labels[number], answers[number]) for number, section in enumerate(parts)}


def plans_of(*, family: Family, by: Viewer, at: datetime) -> list[Plan]:
    """The family's plans of which this viewer may see at least one section, newest first."""
    found = _plans().filter(family=family).order_by("-pk")
    return [plan for plan in found if may_open(plan=plan, by=by, at=at)]


def may_open(*, plan: Plan, by: Viewer, at: datetime) -> bool:
    """Whether this viewer may see at least one section of its newest version."""
    version = plan.versions.order_by("-number").first()
    if version is None:
        return False
    version.plan = plan
    return any(decision.allowed for decision in decide_sections(version=version, by=by, at=at).values())


def find_plan(*, family: Family, pk: int) -> Plan | None:
    return _plans().filter(family=family, pk=pk).first()


@transaction.atomic
def open_plan(*, plan: Plan, by: Viewer, at: datetime, verb: str = "seen") -> ShownPlan | None:
    """The plan's newest version as this viewer may see it; None when no part is.

    Leaves a line in the audit.
    """
    shown = cut(plan=plan, by=by, at=at)
    if shown is None:
        return None
    audit(
        act_of(plan, verb),
        by=by,
        at=at,
        family_id=plan.family_id,
        about=f"plan:{plan.pk}",
        because=purpose_for(plan, by),
        citations=(cite for _, decision in shown.shared for cite in decision.citations),
        detail=receipt(shown.shared, by=by),
    )
    return shown


@transaction.atomic
def preview_for(program: Program, *, plan: Plan, by: Viewer, at: datetime) -> ShownPlan | None:
    """What that program would see if it were handed the plan now; for the leading program, before it does so."""
    shown = cut(plan=plan, by=replace(receiving(program), state=by.state), at=at, shown_to=by)
    audit(
        "plan.previewed",
        by=by,
        at=at,
        family_id=plan.family_id,
        about=f"plan:{plan.pk}",
        because=purpose_for(plan, by),
        detail={"for": str(program.pk)},
    )
    return shown


def cut(*, plan: Plan, by: Viewer, at: datetime, shown_to: Viewer | None = None) -> ShownPlan | None:
    """One viewer's part of the plan, before or after it is given to them.

    Its headings are in the language that is active, what was written in it as it was written.
    The person's own copy and a program's are cut by the same decisions, so that what is previewed is what is given.
    """
    version = plan.versions.order_by("-number").select_related("prepared_by").first()
    if version is None:
        return None
    version.plan = plan
    decided = decided_sections(version=version, by=by, at=at)
    decisions = {key: decision for key, (_, decision) in decided.items()}
    if not any(decision.allowed for decision in decisions.values()):
        return None
    told = sections(get_language() or "en", plan.kind)
    seen = differently_of(version)
    shown = tuple(_shown(one, version.body, seen.get(one.key, "")) for one in told if decisions[one.key].allowed)
    closed = {key: decision for key, decision in decisions.items() if not decision.allowed and not decision.neutral}
    services, told_of = rows_of(_services(version, decisions), by=by, at=at, shown_to=shown_to)
    shared = (*(pair for pair in decided.values() if pair[1].allowed), *told_of)
    return ShownPlan(
        plan=plan,
        version=version,
        sections=shown,
        tasks=tuple(task for task in _tasks(version) if decisions[task.section].allowed),
        services=services,
        sealed=tuple(
            dict.fromkeys(
                closed[one.key] for one in told if one.key in closed and one.category not in QUIET[PlanKind(plan.kind)]
            )
        ),
        whole=not closed,
        shared=shared,
        travels=travels((*decided.values(), *told_of)),
        copies=_copies(version, by=by),
        reviews=_reviews(plan, decisions, by=by, at=at, shown_to=shown_to),
    )


def _reviews(
    plan: Plan, decisions: Mapping[str, Decision], *, by: Viewer, at: datetime, shown_to: Viewer | None
) -> tuple[ShownReview, ...]:
    """In a preview the words that both the program and whoever looks on its behalf may read."""
    whole = all(decision.allowed for decision in decisions.values())
    found = reviews_of(plan, by=by, at=at, whole=whole)
    if shown_to is None:
        return found
    mine = reviews_of(plan, by=shown_to, at=at, whole=True)
    return tuple(
        one if one.said == other.said else replace(one, said=None) for one, other in zip(found, mine, strict=True)
    )


def unfinished(viewer: Viewer, *, on: date) -> list[Plan]:
    """Plans the viewer's program leads whose newest version waits for the parent, the soonest discharge first.

    Only of families the program still works with: the others' pages are closed to it.
    """
    waiting = Version.objects.filter(answer="").values("plan")
    families = Family.objects.seen_by(viewer, on=on).values("pk")
    ours = Plan.objects.filter(program=viewer.program_id, closed_on__isnull=True, pk__in=waiting, family__in=families)
    return list(ours.select_related("family", "parent").order_by("finish_by", "pk")[:20])


def unacknowledged(viewer: Viewer) -> list[Copy]:
    """Copies handed to the viewer's program that it has not yet said it has."""
    copies = Copy.objects.filter(program=viewer.program_id, acknowledged_at__isnull=True)
    return list(copies.select_related("version__plan__family", "version__plan__parent").order_by("given_at")[:20])


def _plans() -> QuerySet[Plan]:
    return Plan.objects.select_related("family", "parent", "pregnancy", "program__organization", "coordinator")


def _copies(version: Version, *, by: Viewer) -> tuple[Copy, ...]:
    """Who has a copy. To its leader and to the parent, everyone; a receiver is told of its own and of nobody else's."""
    copies = Copy.objects.filter(version=version).select_related("program", "person").order_by("pk")
    if not speaks_for_parent(version.plan, by):
        mine = Q(person=by.person_id) if by.person_id is not None else Q(program=by.program_id, person=None)
        copies = copies.filter(mine)
    return tuple(copies)


def _services(version: Version, decisions: Mapping[str, Decision]) -> tuple[ServiceLine, ...]:
    """The services table. A line that would name a treatment program stays behind the treatment section's door."""
    lines = version.services.select_related("person", "program").order_by("pk")
    if not decisions["treatment"].allowed:
        lines = lines.exclude(need="treatment and recovery").exclude(Q(program__regimes__contains=["part2"]))
    if not decisions["household"].allowed:
        return ()
    return tuple(lines)


def speaks_for_parent(plan: Plan, by: Viewer) -> bool:
    """The parent themselves, or whoever leads with the parent beside them; no other account of the family."""
    return leads(plan, by) or plan.parent_id == by.person_id


def _tasks(version: Version) -> QuerySet[Task]:
    """What is still to do first, by its day; then what is done."""
    return version.tasks.order_by(F("done_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")


def differently_of(version: Version) -> dict[str, str]:
    """By section: what the parent sees differently now. What they took back is left out."""
    rows = version.differently.order_by("pk").values_list("section", "words")
    return {section: words for section, words in dict(rows).items() if words}


def _shown(section: Section, body: Mapping[str, Mapping[str, str]], differently: str) -> ShownSection:
    said = body.get(section.key, {})
    return ShownSection(
        section.key,
        section.title,
        tuple(
            Answer(field.label, _words(field.kind, said[field.key])) for field in section.fields if said.get(field.key)
        ),
        differently,
    )


def _words(kind: str, value: str) -> str:
    if kind == "date":
        return date_format(date.fromisoformat(value), gettext("F j, Y"))
    return {"yes": gettext("Yes"), "no": gettext("Not yet")}.get(value, value) if kind == "yes_no" else value
