"""Clock D, second part: the visits, screens and tests of a child's first years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kinbridge.clocks.rules.care import STARTS, current, ends_with
from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind, plain
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_DEVELOPMENT
KH = Confidence.KNOWLEDGE_HIGH
WELL_AGES = (1, 2, 4, 6, 9, 12, 15, 18, 24, 30)
DEVELOPMENT_AGES = (9, 18, 30)
AUTISM_AGES = (18, 24)
DEPRESSION_AGES = (1, 2, 4, 6)
EARLY_DAYS = 14
TERM_WEEKS = 37
HCV_NAT_FROM, HCV_NAT_TO, HCV_NAT_LATE, HCV_ANTIBODY = 2, 6, 17, 18


def age_dates(born: date, months: tuple[int, ...]) -> tuple[date, ...]:
    """The days a child reaches these ages, clamped to the month's end."""
    return tuple(add_months(born, month) for month in months)


def _grid(case: Case, born: Fact, ages: tuple[int, ...], done: Kind, *, part: str = "") -> Iterator[Due]:
    """One date per age. A visit counts for the age it is nearest before the next; a missed one gives way to the
    next.
    """
    days = age_dates(born.on, ages)
    for months, day, after in zip(ages, days, (*days[1:], None), strict=True):
        early = timedelta(days=EARLY_DAYS)
        met = case.first(done, since=day - early, until=None if after is None else after - early)
        gone = met is None and after is not None and after - early <= case.on
        why = [f"at {months} month{'s' if months > 1 else ''} of age"]
        if gone:
            why.append("the next one has come due")
        if part and born.amount is not None and born.amount < TERM_WEEKS and months <= 24:
            why.append(f"born at {born.amount} weeks: use the age corrected for prematurity to choose the form")
        yield Due(
            start=born, due=day, part=f"{part}{months}m", why=tuple(why), met=met, superseded=gone, grace=EARLY_DAYS
        )


@rule(
    "EPSDT-WCV",
    title="Well-child visit",
    lane=LANE,
    cite="AAP Bright Futures periodicity schedule",
    starts=(Kind.BIRTH,),
    reads=(Kind.WELL_VISIT,),
)
def well_child_visits(case: Case) -> Iterator[Due]:
    """Well-child visits come in the first week, then at 1, 2, 4, 6, 9, 12, 15, 18, 24 and 30 months, then yearly."""
    born = case.first(Kind.BIRTH)
    if born is None:
        return
    opens, due = born.on + timedelta(days=3), born.on + timedelta(days=5)
    first = case.first(Kind.WELL_VISIT, since=born.on, until=add_months(born.on, 1) - timedelta(days=EARLY_DAYS))
    late = first is None and case.on >= add_months(born.on, 1) - timedelta(days=EARLY_DAYS)
    why = ("3 to 5 days after birth",)
    yield Due(start=born, part="first_week", opens=opens, due=due, why=why, met=first, superseded=late)
    yield from _grid(case, born, WELL_AGES, Kind.WELL_VISIT)
    if case.on >= add_months(born.on, 30):
        year = (case.on - born.on).days // 365 + 1
        due = add_months(born.on, 12 * max(year, 3))
        met = case.first(Kind.WELL_VISIT, since=add_months(due, -6))
        yield Due(start=born, part="yearly", due=due, why=("yearly after 30 months",), met=met)


@rule(
    "DEV-SCREEN",
    title="Developmental screen",
    done_by=(
        Kind.DEV_SCREEN,
        Kind.AUTISM_SCREEN,
    ),
    lane=LANE,
    cite="AAP Bright Futures",
    starts=(Kind.BIRTH,),
    reads=(Kind.DEV_SCREEN, Kind.AUTISM_SCREEN),
)
def developmental_screens(case: Case) -> Iterator[Due]:
    """Development is screened with a validated tool at 9, 18 and 30 months, and for autism at 18 and 24."""
    born = case.first(Kind.BIRTH)
    if born is not None and case.on < add_months(born.on, 60):
        yield from _grid(case, born, DEVELOPMENT_AGES, Kind.DEV_SCREEN, part="developmental_")
        yield from _grid(case, born, AUTISM_AGES, Kind.AUTISM_SCREEN, part="autism_")


@rule(
    "DEV-DEPRESSION",
    title="Maternal depression screen",
    done_by=(Kind.DEPRESSION_SCREEN,),
    lane=LANE,
    cite="AAP Bright Futures",
    confidence=KH,
    starts=(Kind.BIRTH,),
    reads=(Kind.DEPRESSION_SCREEN,),
)
def maternal_depression(case: Case) -> Iterator[Due]:
    """At the baby's 1, 2, 4 and 6 month visits the mother is asked about depression."""
    born = case.first(Kind.BIRTH)
    if born is not None and case.on < add_months(born.on, 12):
        yield from _grid(case, born, DEPRESSION_AGES, Kind.DEPRESSION_SCREEN)


@rule(
    "EHDI-1-3-6",
    title="Newborn hearing",
    done_by=(
        Kind.HEARING_SCREEN,
        Kind.HEARING_DIAGNOSIS,
        Kind.HEARING_SERVICE,
    ),
    lane=LANE,
    cite="JCIH 2019",
    starts=(Kind.BIRTH,),
    reads=(Kind.HEARING_SCREEN, Kind.HEARING_DIAGNOSIS, Kind.HEARING_SERVICE),
)
def hearing(case: Case) -> Iterator[Due]:
    """Hearing is screened by 1 month; if the screen is not passed, diagnosed by 3 and served by 6."""
    born = case.first(Kind.BIRTH)
    if born is None or case.on >= add_months(born.on, 36):
        return
    screened = case.first(Kind.HEARING_SCREEN)
    passed = screened is not None and "passed" in screened.marks
    for part, months, kind in (
        ("screen", 1, Kind.HEARING_SCREEN),
        ("diagnosis", 3, Kind.HEARING_DIAGNOSIS),
        ("services", 6, Kind.HEARING_SERVICE),
    ):
        why = (f"by {months} month{'s' if months > 1 else ''} of age",)
        exempt = "passed" if passed and part != "screen" else ""
        due = add_months(born.on, months)
        yield Due(start=born, part=part, due=due, why=why, met=case.first(kind), exempt=exempt)


def hepatitis_test(born: date, day: date) -> str:
    """Which test fits at this age: `too_early`, `nat`, or `antibody`."""
    if day < add_months(born, HCV_NAT_FROM):
        return "too_early"
    return "nat" if day < add_months(born, HCV_ANTIBODY) else "antibody"


@rule(
    "HCV-NAT",
    title="Infant hepatitis C test",
    done_by=(Kind.HCV_TEST,),
    lane=LANE,
    cite="CDC MMWR 72 RR-4",
    starts=(Kind.BIRTH,),
    reads=(Kind.HCV_TEST,),
)
def infant_hepatitis_c(case: Case) -> Iterator[Due]:
    """A baby exposed to hepatitis C has a NAT at 2 to 6 months; untested, a NAT to 17 months, an antibody test
    from 18.
    """
    born = case.first(Kind.BIRTH)
    if born is None or "hcv_exposed" not in born.marks:
        return
    opens = add_months(born.on, HCV_NAT_FROM)
    early = case.first(Kind.HCV_TEST, until=opens)
    why = ["NAT between 2 and 6 months of age"]
    if early is not None:
        why.append(f"the test of {plain(early.on)} came before 2 months and does not count")
    if case.on >= add_months(born.on, HCV_ANTIBODY):
        why.append("now 18 months or older: antibody test with reflex")
    met = case.first(Kind.HCV_TEST, since=opens)
    yield Due(start=born, opens=opens, due=add_months(born.on, HCV_NAT_TO), why=tuple(why), met=met)


@rule(
    "AAP-FC-VISITS",
    title="Health visits in foster care",
    done_by=(Kind.HEALTH_VISIT,),
    lane=LANE,
    cite="AAP/CWLA standards for health care in foster care",
    starts=STARTS,
    reads=(Kind.HEALTH_VISIT, Kind.EXIT, Kind.BIRTH, Kind.ABUSE_FINDING, Kind.OUTSIDE_FACILITY),
)
def foster_care_health(case: Case) -> Iterator[Due]:
    """A child entering care has a health screen within 72 hours, a full visit within 30 days, a follow-up at 60 to
    90.
    """
    stay = current(case)
    if stay is None:
        return
    placed = stay.start.on
    visits = [fact for fact in case.all(Kind.HEALTH_VISIT) if fact.on >= placed]
    born = case.first(Kind.BIRTH)
    infant = born is not None and placed < add_months(born.on, 6)
    for part, opens, last in (("screen", 0, 3), ("comprehensive", 0, 30), ("follow_up", 60, 90)):
        met = next(
            (fact for fact in visits if fact.note in ("", part) and fact.on >= placed + timedelta(days=opens)), None
        )
        if met is not None and not met.note:
            visits.remove(met)
        why = [f"{last} days after placement" if last > 3 else "72 hours after placement; under 3 years best within 24"]
        if infant and part == "follow_up":
            why.append("under 6 months old: monthly visits too")
        due = Due(
            start=stay.start,
            part=part,
            opens=placed + timedelta(days=opens) if opens else None,
            due=placed + timedelta(days=last),
            why=tuple(why),
            met=met,
        )
        yield ends_with(stay, due)


@rule(
    "EHS",
    title="Early Head Start",
    done_by=(
        Kind.CARE_SOURCE,
        Kind.NEWBORN_VISIT,
    ),
    lane=LANE,
    cite="45 CFR 1302.80",
    starts=(Kind.EHS_ENROLLED,),
    reads=(Kind.CARE_SOURCE, Kind.NEWBORN_VISIT, Kind.DELIVERY),
)
def early_head_start(case: Case) -> Iterator[Due]:
    """Early Head Start knows a pregnant enrollee's source of care in 30 days and plans a newborn visit within 2
    weeks of birth.
    """
    enrolled = case.last(Kind.EHS_ENROLLED)
    if enrolled is None:
        return
    source = case.first(Kind.CARE_SOURCE, since=enrolled.on)
    due = enrolled.on + timedelta(days=30)
    yield Due(start=enrolled, part="source_of_care", due=due, why=("30 days after enrolling",), met=source)
    born = case.first(Kind.DELIVERY, since=enrolled.on)
    if born is not None:
        visit = case.first(Kind.NEWBORN_VISIT, since=born.on)
        due = born.on + timedelta(weeks=2)
        yield Due(start=born, part="newborn_visit", due=due, why=("2 weeks after birth",), met=visit)
