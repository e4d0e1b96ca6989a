"""Clock C, second part: what follows admission. Opioid treatment programs, remission, naloxone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import last_day
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind, plain
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.dates import add_months
from kinbridge.core.decision import Confidence
from kinbridge.directory.rules.waiting import PRIORITY

LANE = Lane.RECOVERY
KH = Confidence.KNOWLEDGE_HIGH
INTERIM_DAYS = 180
TAKE_HOME = ((0, 7), (15, 14), (31, 28))
TESTS_A_YEAR = 8


def take_home_doses(days_in_treatment: int) -> int:
    """The most take-home doses at this many days in treatment; the practitioner judges."""
    return max(doses for since, doses in TAKE_HOME if since <= days_in_treatment)


@rule(
    "SUD-PRIORITY",
    title="Treatment priority",
    lane=LANE,
    cite="45 CFR 96.131(a)",
    confidence=KH,
    starts=(Kind.TREATMENT_REQUEST,),
)
def priority(case: Case) -> Iterator[Due]:
    """Places go first to people who are pregnant and inject, then pregnant, then inject, then all others."""
    request = case.last(Kind.TREATMENT_REQUEST)
    if request is not None and request.marks & {"pregnant", "injects"}:
        place = next(words for marks, words in PRIORITY if marks <= request.marks)
        yield Due(start=request, due=None, why=(f"admission order: {place}",))


@rule(
    "OTP-EXAM-14",
    title="Full exam at the treatment program",
    done_by=(Kind.OTP_EXAM,),
    lane=LANE,
    cite="42 CFR 8.12(f)(2),(4)",
    confidence=KH,
    starts=(Kind.OTP_ADMISSION,),
    reads=(Kind.OTP_EXAM,),
)
def full_exam(case: Case) -> Iterator[Due]:
    """The full exam, first assessment and care plan are done within 14 calendar days of admission; telehealth may
    serve.
    """
    admitted = case.last(Kind.OTP_ADMISSION)
    if admitted is not None:
        yield Due(
            start=admitted,
            due=admitted.on + timedelta(days=14),
            why=("14 days after admission; a screening exam comes before the first dose",),
            met=case.first(Kind.OTP_EXAM, since=admitted.on),
        )


@rule(
    "OTP-INTERIM-180",
    title="Interim treatment limit",
    done_by=(Kind.OTP_COMPREHENSIVE,),
    lane=LANE,
    cite="42 CFR 8.12(j) as amended by 89 FR 7528",
    confidence=KH,
    starts=(Kind.OTP_INTERIM,),
    reads=(Kind.OTP_COMPREHENSIVE,),
)
def interim_limit(case: Case) -> Iterator[Due]:
    """Interim treatment lasts at most 180 days in any 12 months; pregnant people move to full treatment first."""
    interim = case.last(Kind.OTP_INTERIM)
    if interim is None:
        return
    before = interim.amount or 0
    left = max(INTERIM_DAYS - before, 0)
    why = [f"{left} days counted with the first one"]
    if before:
        why.append(f"{before} days were used in the 12 months before")
    yield Due(
        start=interim,
        due=last_day(interim.on, days=left),
        why=tuple(why),
        met=case.first(Kind.OTP_COMPREHENSIVE, since=interim.on),
    )


@rule(
    "OTP-TAKEHOME",
    title="Take-home doses",
    yardstick=True,
    lane=LANE,
    cite="42 CFR 8.12(i)",
    confidence=KH,
    starts=(Kind.OTP_ADMISSION,),
)
def take_home(case: Case) -> Iterator[Due]:
    """Take-home doses can grow with time in treatment: up to 7, then 14 from day 15, then 28 from day 31."""
    admitted = case.last(Kind.OTP_ADMISSION)
    if admitted is None:
        return
    for since, doses in TAKE_HOME[1:]:
        opens = admitted.on + timedelta(days=since)
        reached = Fact(kind=Kind.OTP_ADMISSION, on=opens) if opens <= case.on else None
        why = (f"up to {doses} doses from {plain(opens)}, as the practitioner judges",)
        yield Due(start=admitted, due=None, opens=opens, part=f"{doses}_doses", why=why, met=reached)


@rule(
    "OTP-UDT",
    title="Random drug tests",
    done_by=(Kind.DRUG_TEST,),
    lane=LANE,
    cite="42 CFR 8.12(f)(6)",
    confidence=KH,
    starts=(Kind.OTP_ADMISSION,),
    reads=(Kind.DRUG_TEST,),
)
def random_tests(case: Case) -> Iterator[Due]:
    """A program makes at least 8 random drug tests a year; one result is never a measure of parenting."""
    admitted = case.last(Kind.OTP_ADMISSION)
    if admitted is None:
        return
    years = (case.on - admitted.on).days // 366
    start, end = add_months(admitted.on, 12 * years), add_months(admitted.on, 12 * (years + 1))
    tests = [fact for fact in case.all(Kind.DRUG_TEST) if start <= fact.on < end]
    yield Due(
        start=admitted,
        due=end - timedelta(days=1),
        why=(f"{len(tests)} of {TESTS_A_YEAR} in this treatment year",),
        met=tests[TESTS_A_YEAR - 1] if len(tests) >= TESTS_A_YEAR else None,
    )


@rule(
    "NIDA-90",
    title="90 days of treatment",
    yardstick=True,
    lane=LANE,
    cite="NIDA Principles of treatment",
    confidence=KH,
    starts=(Kind.ADMISSION,),
)
def ninety_days(case: Case) -> Iterator[Due]:
    """Under 90 days, residential or outpatient treatment does little; methadone needs a year or more. A principle,
    not law.
    """
    admitted = case.last(Kind.ADMISSION)
    if admitted is not None:
        opens = admitted.on + timedelta(days=90)
        reached = Fact(kind=Kind.ADMISSION, on=opens) if opens <= case.on else None
        yield Due(start=admitted, due=None, opens=opens, why=(f"90 days are reached on {plain(opens)}",), met=reached)


@rule(
    "DSM-REMISSION",
    title="Remission",
    yardstick=True,
    lane=LANE,
    cite="DSM-5",
    confidence=KH,
    starts=(Kind.LAST_CRITERION,),
    reads=(Kind.RETURN_TO_USE,),
)
def remission(case: Case) -> Iterator[Due]:
    """Early remission is 3 months without symptoms, sustained remission 12; taking medication for the disorder
    still counts.
    """
    last = case.last(Kind.LAST_CRITERION)
    if last is None:
        return
    for part, months in (("early", 3), ("sustained", 12)):
        opens = add_months(last.on, months)
        reached = Fact(kind=Kind.LAST_CRITERION, on=opens) if opens <= case.on else None
        why = (f"{months} months after the last symptom: {plain(opens)}",)
        yield Due(start=last, due=None, opens=opens, part=part, why=why, met=reached)


@rule(
    "NALOXONE",
    lane=LANE,
    cite="FDA label; no federal deadline",
    confidence=KH,
    starts=(Kind.NALOXONE_MOMENT, Kind.NALOXONE_EXPIRES),
    reads=(Kind.NALOXONE,),
)
def naloxone(case: Case) -> Iterator[Due]:
    """Naloxone is offered at first contact, discharge after birth, reunification, release, and after an overdose."""
    for moment in case.all(Kind.NALOXONE_MOMENT):
        met = case.first(Kind.NALOXONE, since=moment.on)
        yield Due(start=moment, due=moment.on, part="offer", why=("offer it that day",), met=met)
    kit = case.last(Kind.NALOXONE_EXPIRES)
    if kit is not None and kit.until is not None:
        yield Due(start=kit, due=kit.until, part="expires", why=("the kit expires; replace it before then",))
