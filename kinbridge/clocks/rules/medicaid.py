"""Clock B, health coverage: when it ends, and when it must be shown again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import last_day, month_end
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Kind, plain
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

LANE = Lane.BENEFITS
COMMUNITY_ENGAGEMENT = date(2027, 1, 1)
CHILD_CONTINUOUS = date(2024, 1, 1)
KH = Confidence.KNOWLEDGE_HIGH


def counted_from_next_day(ended: date) -> date:
    """The same 60 days, not counting the last day of pregnancy itself: the other way some agencies read it."""
    return month_end(ended + timedelta(days=60))


@rule(
    "MEDICAID-PP-60",
    title="Medicaid after pregnancy, 60 days",
    lane=LANE,
    cite="42 USC 1396a(e)(5)",
    starts=(Kind.DELIVERY,),
)
def postpartum_sixty(case: Case) -> Iterator[Due]:
    """Medicaid after pregnancy lasts to the end of the month in which 60 days end, counted with the last day of
    pregnancy.
    """
    ended = case.last(Kind.DELIVERY)
    if ended is None:
        return
    longer = case.terms.elects("medicaid_postpartum_12")
    due = month_end(last_day(ended.on, days=60))
    why = ["60 days counted with the last day of pregnancy, then to the end of that month"]
    exclusive = counted_from_next_day(ended.on)
    confidence = None
    if exclusive != due:
        why.append(f"counted from the next day it would be {plain(exclusive)}; ask the state agency")
        confidence = Confidence.KNOWLEDGE_MEDIUM
    if longer:
        why.append("this state covers 12 months instead")
    yield Due(start=ended, due=due, why=tuple(why), superseded=longer, confidence=confidence)


@rule(
    "MEDICAID-PP-12",
    title="Medicaid after pregnancy, 12 months",
    lane=LANE,
    cite="42 USC 1396a(e)(16)(A)",
    starts=(Kind.DELIVERY,),
    term="medicaid_postpartum_12",
)
def postpartum_year(case: Case) -> Iterator[Due]:
    """Where the state chose it, Medicaid after pregnancy lasts to the end of the month in which 12 months end."""
    ended, choice = case.last(Kind.DELIVERY), case.terms.get("medicaid_postpartum_12")
    if ended is not None and choice is not None and choice.value is True:
        due = month_end(last_day(ended.on, months=12))
        why = (
            "12 months counted with the last day of pregnancy, then to the end of that month",
            "start a renewal on every other basis 60 days ahead",
        )
        yield Due(start=ended, due=due, why=why, confidence=choice.confidence)


@rule(
    "MEDICAID-NEWBORN",
    title="Newborn Medicaid",
    yardstick=True,
    lane=LANE,
    cite="42 USC 1396a(e)(4)",
    starts=(Kind.BIRTH,),
)
def newborn_year(case: Case) -> Iterator[Due]:
    """A baby born to a mother on Medicaid is covered for one year without an application."""
    born = case.first(Kind.BIRTH)
    if born is not None and "mother_on_medicaid" in born.marks and case.on < add_months(born.on, 24):
        yield Due(start=born, due=last_day(born.on, months=12), why=("one year, counted with the day of birth",))


@rule(
    "MEDICAID-CHILD-12",
    title="Child Medicaid, 12 months",
    lane=LANE,
    cite="42 USC 1396a(e)(12)",
    confidence=KH,
    starts=(Kind.MEDICAID_ENROLLED,),
)
def child_continuous(case: Case) -> Iterator[Due]:
    """A child enrolled in Medicaid stays covered for 12 months whatever changes, since January 1, 2024."""
    enrolled = case.last(Kind.MEDICAID_ENROLLED)
    if enrolled is not None and enrolled.on >= CHILD_CONTINUOUS:
        yield Due(start=enrolled, due=last_day(enrolled.on, months=12), why=("12 months of continuous coverage",))


@rule(
    "MEDICAID-CE",
    title="Medicaid community engagement",
    done_by=(Kind.CE_EXEMPT,),
    lane=LANE,
    cite="42 USC 1396a(xx); P.L. 119-21 s.71119",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    starts=(Kind.EXPANSION_ADULT,),
    reads=(Kind.CE_EXEMPT,),
)
def community_engagement(case: Case) -> Iterator[Due]:
    """From January 1, 2027 at the latest, expansion adults show 80 hours a month or an exemption, such as treatment."""
    adult = case.last(Kind.EXPANSION_ADULT)
    if adult is not None:
        exempt = case.last(Kind.CE_EXEMPT)
        why = [
            f"starts {plain(COMMUNITY_ENGAGEMENT)}, or sooner where the state says; record proof of an exemption early"
        ]
        if exempt is not None:
            why.append(f"exempt: {exempt.note.replace('_', ' ') or 'recorded by a partner'}")
        yield Due(
            start=adult,
            due=max(COMMUNITY_ENGAGEMENT, adult.on),
            why=tuple(why),
            exempt=(exempt.note or "recorded") if exempt else "",
        )
