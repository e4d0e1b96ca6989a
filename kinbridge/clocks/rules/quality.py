"""Yardsticks like those of HEDIS: windows in which care is counted. They measure a system; they are nobody's duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.decision import Confidence

LANE = Lane.RECOVERY
NOT_A_DUTY = "a yardstick for the system, not a duty"
RETENTION_DAYS = 180
LONGEST_GAP_DAYS = 7
SERVICES_TO_ENGAGE = 2


def retained(*, days: int, longest_gap: int) -> bool:
    """180 days of medication with no gap of 8 days or more."""
    return days >= RETENTION_DAYS and longest_gap <= LONGEST_GAP_DAYS


def _window(start: Fact, first: int, last: int, *, part: str = "", met: Fact | None = None) -> Due:
    opens, due = start.on + timedelta(days=first), start.on + timedelta(days=last)
    why = (
        (f"day {first} to day {last}", NOT_A_DUTY) if first else (f"that day and the {last} days after it", NOT_A_DUTY)
    )
    return Due(start=start, opens=opens, due=due, part=part, why=why, met=met)


@rule(
    "HEDIS-IET-INIT",
    title="Treatment initiation",
    yardstick=True,
    lane=LANE,
    cite="NCQA HEDIS IET (payer tip sheet)",
    starts=(Kind.SUD_EPISODE,),
    reads=(Kind.SUD_INITIATION,),
)
def initiation(case: Case) -> Iterator[Due]:
    """After a new substance use disorder episode, a first service or medication within 14 days, the first day
    counted.
    """
    episode = case.last(Kind.SUD_EPISODE)
    if episode is not None:
        yield _window(episode, 0, 13, met=case.first(Kind.SUD_INITIATION, since=episode.on))


@rule(
    "HEDIS-IET-ENG",
    title="Treatment engagement",
    yardstick=True,
    lane=LANE,
    cite="NCQA HEDIS IET",
    confidence=Confidence.KNOWLEDGE_HIGH,
    starts=(Kind.SUD_INITIATION,),
)
def engagement(case: Case) -> Iterator[Due]:
    """After initiation, two or more further services within 34 days show engagement."""
    first = case.last(Kind.SUD_INITIATION)
    if first is not None:
        yield _window(first, 1, 34)


@rule(
    "HEDIS-POD",
    title="180 days of medication",
    yardstick=True,
    lane=LANE,
    cite="NCQA HEDIS POD",
    confidence=Confidence.KNOWLEDGE_HIGH,
    starts=(Kind.MEDICATION,),
)
def retention(case: Case) -> Iterator[Due]:
    """Medication for opioid use disorder for 180 days or more, with no gap of 8 days or more."""
    spells = sorted(case.stretches(Kind.MEDICATION), key=lambda period: period.since)
    if not spells:
        return
    start, end = spells[0].since, spells[0].until
    for spell in spells[1:]:
        if end is not None and (spell.since - end).days > LONGEST_GAP_DAYS:
            start, end = spell.since, spell.until
        elif end is not None:
            end = None if spell.until is None else max(end, spell.until)
    first = next(fact for fact in case.all(Kind.MEDICATION) if fact.on == start)
    opens = start + timedelta(days=RETENTION_DAYS)
    until = case.on if end is None else min(end, case.on)
    reached = Fact(kind=Kind.MEDICATION, on=opens) if until >= opens else None
    days = (until - start).days
    yield Due(start=first, due=None, opens=opens, why=(f"{days} days so far, of 180", NOT_A_DUTY), met=reached)


@rule(
    "HEDIS-FUA",
    title="Follow-up after an emergency visit",
    yardstick=True,
    lane=LANE,
    cite="NCQA HEDIS FUA (payer tip sheet)",
    starts=(Kind.ED_VISIT,),
    reads=(Kind.SUD_INITIATION,),
)
def follow_up_after_emergency(case: Case) -> Iterator[Due]:
    """After an emergency visit for substance use or an overdose, follow-up within 7 and within 30 days, the visit
    day counted.
    """
    visit = case.last(Kind.ED_VISIT)
    if visit is not None:
        met = case.first(Kind.SUD_INITIATION, since=visit.on)
        yield _window(visit, 0, 7, part="seven_day", met=met)
        yield _window(visit, 0, 30, part="thirty_day", met=met)


def prenatal_window(*, delivery_or_edd: date, enrolled: date | None) -> tuple[date, date]:
    """280 to 176 days before delivery; for someone who enrolled after that, within 42 days of enrolling."""
    opens, closes = delivery_or_edd - timedelta(days=280), delivery_or_edd - timedelta(days=176)
    if enrolled is not None and enrolled > closes:
        return enrolled, enrolled + timedelta(days=42)
    return opens, closes


@rule(
    "HEDIS-PPC-PRE",
    title="First-trimester visit window",
    yardstick=True,
    lane=Lane.CHILD_DEVELOPMENT,
    cite="NCQA HEDIS PPC (payer tip sheet)",
    starts=(Kind.PREGNANCY,),
    reads=(Kind.DELIVERY, Kind.PRENATAL_VISIT, Kind.EXPANSION_ADULT),
)
def first_trimester_visit(case: Case) -> Iterator[Due]:
    """A prenatal visit in the first trimester, or within 42 days of enrolling in coverage."""
    pregnancy = case.last(Kind.PREGNANCY)
    if pregnancy is None or pregnancy.until is None:
        return
    ended = case.first(Kind.DELIVERY, since=pregnancy.on)
    enrolled = case.last(Kind.EXPANSION_ADULT, until=pregnancy.until)
    opens, due = prenatal_window(
        delivery_or_edd=ended.on if ended else pregnancy.until, enrolled=enrolled.on if enrolled else None
    )
    met = case.first(Kind.PRENATAL_VISIT, since=opens)
    yield Due(start=pregnancy, opens=opens, due=due, why=(NOT_A_DUTY,), met=met)


@rule(
    "HEDIS-PPC-POST",
    title="Postpartum visit window",
    yardstick=True,
    lane=Lane.CHILD_DEVELOPMENT,
    cite="NCQA HEDIS PPC (payer tip sheet)",
    starts=(Kind.DELIVERY,),
    reads=(Kind.POSTPARTUM_VISIT,),
)
def postpartum_window(case: Case) -> Iterator[Due]:
    """A postpartum visit between day 7 and day 84 after delivery."""
    ended = case.last(Kind.DELIVERY)
    if ended is not None:
        met = case.first(Kind.POSTPARTUM_VISIT, since=ended.on + timedelta(days=7))
        yield _window(ended, 7, 84, met=met)
