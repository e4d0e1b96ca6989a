"""Early intervention (IDEA Part C): the referral, the first plan, its reviews, and the move to school services."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Kind, plain
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.clocks.rules.stretches import extended
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_DEVELOPMENT
THIRD_BIRTHDAY_MONTHS = 36


@rule(
    "CAPTA-EI-7",
    title="Early intervention referral",
    lane=LANE,
    cite="42 USC 5106a(b)(2)(B)(xxi); 20 USC 1437(a)(6); 34 CFR 303.303",
    starts=(Kind.EI_ELIGIBLE, Kind.AFFECTED),
    reads=(Kind.EI_REFERRAL, Kind.EI_DECLINED, Kind.BIRTH),
)
def referral(case: Case) -> Iterator[Due]:
    """A child under 3 is referred to early intervention as soon as possible, at most 7 calendar days after
    identification.
    """
    born = case.first(Kind.BIRTH)
    found = sorted((*case.all(Kind.EI_ELIGIBLE), *case.all(Kind.AFFECTED)), key=lambda fact: fact.on)
    under_three = [f for f in found if born is None or f.on < add_months(born.on, THIRD_BIRTHDAY_MONTHS)]
    if under_three:
        start = under_three[0]
        yield Due(
            start=start,
            due=start.on + timedelta(days=7),
            why=("7 calendar days after identification",),
            met=case.first(Kind.EI_REFERRAL),
            exempt="declined" if case.last(Kind.EI_DECLINED, since=start.on) else "",
        )


@rule(
    "EI-45",
    title="First early intervention plan",
    done_by=(Kind.EI_UNAVAILABLE,),
    lane=LANE,
    cite="34 CFR 303.310",
    starts=(Kind.EI_REFERRAL,),
    reads=(Kind.EI_UNAVAILABLE, Kind.EI_DECLINED, Kind.IFSP),
)
def first_plan(case: Case) -> Iterator[Due]:
    """Screening, evaluation, assessment and the first service plan meeting are done within 45 days of the referral."""
    start = case.last(Kind.EI_REFERRAL)
    if start is None:
        return
    delays = case.stretches(Kind.EI_UNAVAILABLE)
    due, moved = extended(start.on + timedelta(days=45), delays, since=start.on, on=case.on)
    why = ["45 days after the referral was received"]
    if moved:
        why.append(f"{moved} documented days of family circumstances or attempts without consent do not count")
        why.append("finish as soon as possible; an interim plan can start services now")
    yield Due(
        start=start,
        due=due,
        why=tuple(why),
        met=case.first(Kind.IFSP, since=start.on),
        exempt="declined" if case.last(Kind.EI_DECLINED, since=start.on) else "",
        paused=any(case.on in delay for delay in delays),
        paused_days=moved,
    )


@rule(
    "EI-IFSP-6M",
    title="Early intervention plan review",
    done_by=(Kind.IFSP_REVIEW,),
    lane=LANE,
    cite="20 USC 1436(b)",
    starts=(Kind.IFSP,),
    reads=(Kind.IFSP_REVIEW, Kind.BIRTH),
)
def plan_review(case: Case) -> Iterator[Due]:
    """The service plan is reviewed every six months and evaluated every year, until the third birthday."""
    start = case.last(Kind.IFSP)
    if start is None:
        return
    reviewed = case.last(Kind.IFSP_REVIEW, since=start.on)
    since = reviewed or start
    for part, months, base in (("review", 6, since), ("annual", 12, start)):
        due = add_months(base.on, months)
        yield Due(start=base, due=due, part=part, why=(f"{months} months after {plain(base.on)}",))


@rule(
    "EI-START",
    title="Early intervention services start",
    done_by=(Kind.EI_SERVICE,),
    lane=LANE,
    cite="34 CFR 303.342(e)",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    starts=(Kind.EI_CONSENT,),
    reads=(Kind.EI_SERVICE,),
)
def services_start(case: Case) -> Iterator[Due]:
    """Once a parent consents to the service plan, services start in a timely way; many states say within 30 days."""
    start = case.last(Kind.EI_CONSENT)
    if start is not None:
        days, own = case.terms.number("ei_services_days", 30), case.terms.own("ei_services_days")
        yield Due(
            start=start,
            due=start.on + timedelta(days=days),
            why=(f"{days} days after consent; the state defines timely",),
            met=case.first(Kind.EI_SERVICE, since=start.on),
            cite="" if own is None else own.source,
            confidence=None if own is None else own.confidence,
            settled=own is not None,
        )


@rule(
    "EI-TRANSITION",
    title="Transition conference",
    done_by=(Kind.EI_CONFERENCE,),
    lane=LANE,
    cite="20 USC 1437(a)(9)(A)(ii)(II); 34 CFR 303.209",
    starts=(Kind.IFSP,),
    reads=(Kind.BIRTH, Kind.EI_CONFERENCE),
)
def transition_conference(case: Case) -> Iterator[Due]:
    """The transition conference is held 90 days to 9 months before the third birthday."""
    plan, born = case.last(Kind.IFSP), case.first(Kind.BIRTH)
    if plan is None:
        return
    if born is None:
        yield Due(start=plan, due=None, why=("no birth date is on file",), waiting=True)
        return
    birthday = add_months(born.on, THIRD_BIRTHDAY_MONTHS)
    yield Due(
        start=born,
        due=birthday - timedelta(days=90),
        opens=add_months(birthday, -9),
        why=(f"at least 90 days, at most 9 months, before the third birthday ({plain(birthday)})",),
        met=case.first(Kind.EI_CONFERENCE),
    )
