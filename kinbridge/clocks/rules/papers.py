"""Clock A: the findings, notices and duties that start with a removal or with one event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kinbridge.clocks.rules.care import STARTS, current, ends_with
from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import add_hours
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind, plain
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.dates import Period, add_months, merge
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_WELFARE


@rule(
    "CW-CTW",
    title="Contrary-to-the-welfare finding",
    lane=LANE,
    cite="45 CFR 1356.21(c),(d)",
    confidence=Confidence.KNOWLEDGE_HIGH,
    starts=(Kind.REMOVAL_ORDER,),
    reads=(Kind.CONTRARY_FINDING,),
)
def contrary_to_welfare(case: Case) -> Iterator[Due]:
    """The first order that sanctions a removal says, for this child, that staying home was contrary to the welfare."""
    order = case.first(Kind.REMOVAL_ORDER)
    if order is not None:
        yield Due(
            start=order,
            due=order.on,
            why=("the finding belongs in the same order; a later order cannot repair it",),
            met=case.first(Kind.CONTRARY_FINDING, since=order.on),
        )


@rule(
    "CW-RE-PREVENT",
    title="Finding on efforts to prevent removal",
    done_by=(Kind.PREVENT_FINDING,),
    lane=LANE,
    cite="45 CFR 1356.21(b)(1)(i)",
    starts=(Kind.REMOVAL,),
    reads=(Kind.PREVENT_FINDING, Kind.EXIT),
)
def efforts_to_prevent(case: Case) -> Iterator[Due]:
    """Within 60 days of removal the court finds that reasonable efforts to prevent it were made, or were not
    required.
    """
    removal = case.last(Kind.REMOVAL)
    if removal is not None:
        left = case.first(Kind.EXIT, since=removal.on + timedelta(days=1))
        met = case.first(Kind.PREVENT_FINDING, since=removal.on)
        yield Due(
            start=removal,
            due=removal.on + timedelta(days=60),
            why=("60 days after removal; without it federal funds are lost for the whole stay",),
            met=met,
            superseded=left is not None and met is None,
        )


@rule(
    "CW-RELATIVE-NOTICE",
    done_by=(Kind.RELATIVE_NOTICE,),
    lane=LANE,
    cite="42 USC 671(a)(29)",
    starts=(Kind.REMOVAL,),
    reads=(Kind.RELATIVE_NOTICE,),
)
def relative_notice(case: Case) -> Iterator[Due]:
    """Within 30 days of removal the agency looks for and tells the child's adult relatives, unless there is family
    violence.
    """
    removal = case.last(Kind.REMOVAL)
    if removal is not None:
        yield Due(
            start=removal,
            due=removal.on + timedelta(days=30),
            why=("30 days after removal; grandparents, parents of siblings, and relatives the parents name",),
            met=case.first(Kind.RELATIVE_NOTICE, since=removal.on),
        )


@rule(
    "CW-PERM-30",
    title="Hearing in 30 days",
    lane=LANE,
    cite="42 USC 671(a)(15)(E)(i)",
    starts=(Kind.NO_REUNIFICATION,),
    reads=(Kind.PERMANENCY_HEARING,),
)
def hearing_after_no_reunification(case: Case) -> Iterator[Due]:
    """When the court finds reunification efforts are not required, a permanency hearing is held within 30 days."""
    finding = case.last(Kind.NO_REUNIFICATION)
    if finding is not None:
        due = finding.on + timedelta(days=30)
        why = ["30 days after the finding"]
        if not case.terms.calendar.counts(due):
            aim = case.terms.calendar.on_or_before(due)
            why.append(f"that is not a court day and federal law moves nothing, so aim for {plain(aim)}")
        met = case.first(Kind.PERMANENCY_HEARING, since=finding.on)
        yield Due(start=finding, due=due, why=tuple(why), met=met)


@rule(
    "CW-VPA-180",
    done_by=(Kind.BEST_INTERESTS_FINDING,),
    lane=LANE,
    cite="42 USC 672(e)",
    starts=(Kind.VOLUNTARY_PLACEMENT,),
    reads=(Kind.BEST_INTERESTS_FINDING, Kind.EXIT),
)
def voluntary_placement(case: Case) -> Iterator[Due]:
    """Within 180 days of a voluntary placement a court finds that it is in the child's best interests."""
    placed = case.last(Kind.VOLUNTARY_PLACEMENT)
    if placed is not None:
        met = case.first(Kind.BEST_INTERESTS_FINDING, since=placed.on)
        yield Due(
            start=placed,
            due=placed.on + timedelta(days=180),
            why=("180 days after the voluntary placement; the parent may take the agreement back",),
            met=met,
            superseded=met is None and case.first(Kind.EXIT, since=placed.on + timedelta(days=1)) is not None,
        )


@rule(
    "CW-MISSING-24H",
    done_by=(Kind.MISSING_REPORTED,),
    lane=LANE,
    cite="42 USC 671(a)(34),(35)(B)",
    starts=(Kind.MISSING,),
    reads=(Kind.MISSING_REPORTED,),
)
def missing_child(case: Case) -> Iterator[Due]:
    """A child missing from care is reported to law enforcement and to the national center within 24 hours."""
    for missing in case.all(Kind.MISSING):
        due_at = None if missing.at is None else add_hours(missing.at, 24)
        yield Due(
            start=missing,
            due=missing.on + timedelta(days=1) if due_at is None else due_at.date(),
            due_at=due_at,
            why=("24 hours after the agency learned of it; holidays do not matter",),
            met=case.first(Kind.MISSING_REPORTED, since=missing.on),
        )


@rule(
    "CW-ICPC-60",
    done_by=(Kind.ICPC_STUDY,),
    lane=LANE,
    cite="42 USC 671(a)(26)(A)",
    starts=(Kind.ICPC_REQUEST,),
    reads=(Kind.ICPC_STUDY,),
)
def interstate_study(case: Case) -> Iterator[Due]:
    """The other state finishes its home study within 60 days of receiving the request."""
    for request in case.all(Kind.ICPC_REQUEST):
        yield Due(
            start=request,
            due=request.on + timedelta(days=60),
            why=("60 days after the request was received",),
            met=case.first(Kind.ICPC_STUDY, since=request.on),
        )


@rule(
    "CW-FFPSA-12",
    title="Prevention services window",
    lane=LANE,
    cite="42 USC 671(e)(1),(3)",
    starts=(Kind.PREVENTION_PLAN,),
)
def prevention_window(case: Case) -> Iterator[Due]:
    """Prevention services can be paid for 12 months, counted with the day the child was named in the plan."""
    plan = case.last(Kind.PREVENTION_PLAN)
    if plan is not None:
        yield Due(
            start=plan,
            opens=plan.on,
            due=add_months(plan.on, 12) - timedelta(days=1),
            why=("a 12-month period that begins on that day; a new identification may open another",),
        )


def months_to_visit(in_care: tuple[Period, ...], *, through: date) -> tuple[date, ...]:
    """First days of the full calendar months in care that have ended by `through`, or whose last day it is."""
    months: list[date] = []
    for period in merge(in_care):
        first = period.since if period.since.day == 1 else add_months(period.since.replace(day=1), 1)
        end = period.until
        while add_months(first, 1) <= (through + timedelta(days=1)) and (end is None or add_months(first, 1) <= end):
            months.append(first)
            first = add_months(first, 1)
    return tuple(months)


@rule(
    "CW-MCV",
    title="Monthly caseworker visit",
    done_by=(Kind.CASEWORKER_VISIT,),
    lane=LANE,
    cite="42 USC 622(b)(17), 624(f)(1)",
    confidence=Confidence.KNOWLEDGE_HIGH,
    starts=STARTS,
    reads=(Kind.EXIT, Kind.CASEWORKER_VISIT, Kind.ABUSE_FINDING, Kind.OUTSIDE_FACILITY),
)
def monthly_visit(case: Case) -> Iterator[Due]:
    """A caseworker sees a child in care every full calendar month, at least half the time where the child lives."""
    stay = current(case)
    if stay is None:
        return
    left = stay.exit.on if stay.exit is not None else None
    this_month = case.on.replace(day=1)
    for first in (add_months(this_month, -1), this_month):
        end = add_months(first, 1)
        if stay.start.on <= first and (left is None or left >= end):
            met = case.first(Kind.CASEWORKER_VISIT, since=first, until=end)
            part, due = f"{first:%Y-%m}", end - timedelta(days=1)
            yield Due(start=stay.start, part=part, due=due, why=(f"one visit in {first:%B %Y}",), met=met)


@rule(
    "CW-TRANSITION-90",
    done_by=(Kind.TRANSITION_PLAN,),
    lane=LANE,
    cite="42 USC 675(5)(H)",
    starts=STARTS,
    reads=(Kind.BIRTH, Kind.TRANSITION_PLAN, Kind.EXIT, Kind.ABUSE_FINDING, Kind.OUTSIDE_FACILITY),
)
def transition_plan(case: Case) -> Iterator[Due]:
    """Ninety days before a youth in care turns 18 (or the state's age), a transition plan is made with the youth."""
    stay, born = current(case), case.first(Kind.BIRTH)
    if stay is None or born is None:
        return
    age = case.terms.number("transition_age", 18)
    birthday = add_months(born.on, 12 * age)
    if case.on >= add_months(birthday, -24):
        due = Due(
            start=born,
            due=birthday - timedelta(days=90),
            why=(f"90 days before age {age} ({plain(birthday)})",),
            met=case.first(Kind.TRANSITION_PLAN),
        )
        yield ends_with(stay, due)


@rule(
    "CW-HEALTH-PLAN",
    done_by=(Kind.HEALTH_SCHEDULE,),
    lane=LANE,
    cite="42 USC 622(b)(15)(A)",
    starts=STARTS,
    reads=(Kind.HEALTH_SCHEDULE, Kind.EXIT, Kind.ABUSE_FINDING, Kind.OUTSIDE_FACILITY),
)
def health_schedule(case: Case) -> Iterator[Due]:
    """A child entering care is screened and followed on the state's own health schedule; the statute counts no days."""
    stay = current(case)
    if stay is not None:
        why = ("the statute sets no number of days; the pediatric visit dates stand in until the state's are entered",)
        met: Fact | None = case.first(Kind.HEALTH_SCHEDULE, since=stay.start.on)
        yield ends_with(stay, Due(start=stay.start, due=None, why=why, met=met))


@rule(
    "CW-U5",
    title="Child under 5",
    lane=LANE,
    cite="42 USC 622(b)(18)",
    starts=STARTS,
    reads=(Kind.BIRTH, Kind.EXIT, Kind.ABUSE_FINDING, Kind.OUTSIDE_FACILITY),
)
def under_five(case: Case) -> Iterator[Due]:
    """For a child under 5 without a permanent family the state shortens the wait and meets developmental needs."""
    stay, born = current(case), case.first(Kind.BIRTH)
    if stay is not None and born is not None and case.on < add_months(born.on, 60):
        yield ends_with(stay, Due(start=born, due=None, why=("the statute sets no number of days",)))
