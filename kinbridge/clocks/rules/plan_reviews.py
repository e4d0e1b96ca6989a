"""A plan of safe care looked at again: the days that the pages, the Desk and the timeline count alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

BEFORE_HOME, AFTER_HOME = timedelta(days=300), timedelta(days=31)
"""How far from the way home a plan may be signed and still be this baby's: from early pregnancy to the first month."""


def review_days(home_on: date) -> tuple[tuple[str, date], ...]:
    """Each review by name, counted from going home. A coalition's habit, not a law; confirm locally."""
    return (
        ("72 hours", home_on + timedelta(days=3)),
        ("2 weeks", home_on + timedelta(weeks=2)),
        ("6 weeks", home_on + timedelta(weeks=6)),
        *((f"{months} months", add_months(home_on, months)) for months in (3, 6, 9, 12)),
    )


@rule(
    "SYS-POSC-REVIEW",
    title="Plan of safe care looked at again",
    lane=Lane.SYSTEM_RESPONSE,
    cite="42 USC 5106a(b)(2)(B)(iii)(II) asks for monitoring; the days are a planning value",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    starts=(Kind.DISCHARGE,),
    reads=(Kind.SAFE_CARE_PLAN, Kind.PLAN_REVIEWED, Kind.PLAN_CLOSED),
)
def plan_review(case: Case) -> Iterator[Due]:
    """In the first year at home somebody asks with the parent, again and again, whether the plan of safe care is still
    true and its services came.
    """
    home = case.last(Kind.DISCHARGE)
    if home is None or case.first(Kind.SAFE_CARE_PLAN, since=home.on - BEFORE_HOME, until=home.on + AFTER_HOME) is None:
        return
    held = {fact.note: fact for fact in case.all(Kind.PLAN_REVIEWED) if fact.on >= home.on}
    closed = case.first(Kind.PLAN_CLOSED, since=home.on) is not None
    days = review_days(home.on)
    for number, (name, due) in enumerate(days):
        over = closed or any(later in held or day < case.on for later, day in days[number + 1 :])
        yield _review(home, name, due, held.get(name), over=over)


def _review(home: Fact, name: str, due: date, met: Fact | None, *, over: bool) -> Due:
    """One that nobody held is over once a later one was held or is due itself: one look makes up for both."""
    part, why = name.replace(" ", "_"), (f"{name} after going home", "a habit of this county; confirm locally")
    return Due(start=home, part=part, due=due, why=why, met=met, superseded=over and met is None)
