"""Clock D, first part: pregnancy, birth, the birth hospital, and the mother's year after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Kind, plain
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.decision import Confidence

LANE = Lane.CHILD_DEVELOPMENT
KH = Confidence.KNOWLEDGE_HIGH
PREGNANCY_DAYS = 280
TRIMESTER_ENDS = (97, 195, 280)
OBSERVATION = (
    ("methadone", 5, 7, "methadone: 5 to 7 days"),
    ("buprenorphine", 4, 7, "buprenorphine or a long-acting opioid: 4 to 7 days"),
    ("opioid_exposed", 3, 3, "short-acting opioid: at least 72 hours"),
)


@rule(
    "PREG-FIRST",
    lane=LANE,
    cite="ACOG",
    confidence=KH,
    starts=(Kind.PREGNANCY,),
    reads=(Kind.PRENATAL_VISIT, Kind.DELIVERY),
)
def first_prenatal_visit(case: Case) -> Iterator[Due]:
    """The first prenatal visit is in the first trimester, if possible by 10 weeks."""
    pregnancy = case.last(Kind.PREGNANCY)
    if pregnancy is None or pregnancy.until is None:
        return
    began = pregnancy.until - timedelta(days=PREGNANCY_DAYS)
    met = case.first(Kind.PRENATAL_VISIT, since=began)
    why = (f"by the end of week 13; best by 10 weeks, {plain(began + timedelta(days=70))}",)
    ended = case.first(Kind.DELIVERY, since=pregnancy.on) is not None
    due = began + timedelta(days=TRIMESTER_ENDS[0])
    yield Due(start=pregnancy, due=due, why=why, met=met, superseded=ended and met is None)


@rule(
    "PREG-SCREEN",
    title="Substance use screen in pregnancy",
    done_by=(Kind.SUBSTANCE_SCREEN,),
    lane=LANE,
    cite="ACOG",
    confidence=KH,
    starts=(Kind.PREGNANCY,),
    reads=(Kind.SUBSTANCE_SCREEN, Kind.DELIVERY),
)
def trimester_screens(case: Case) -> Iterator[Due]:
    """Everyone who is pregnant is asked about substance use with a validated tool, once in each trimester."""
    pregnancy = case.last(Kind.PREGNANCY)
    if pregnancy is None or pregnancy.until is None:
        return
    began = pregnancy.until - timedelta(days=PREGNANCY_DAYS)
    ended = case.first(Kind.DELIVERY, since=pregnancy.on)
    opens = began
    for number, day in enumerate(TRIMESTER_ENDS, 1):
        due = began + timedelta(days=day)
        met = case.first(Kind.SUBSTANCE_SCREEN, since=opens, until=due + timedelta(days=1))
        gone = met is None and (ended is not None or due < pregnancy.on or due < case.on)
        why = (f"trimester {number}",)
        yield Due(start=pregnancy, part=f"trimester_{number}", opens=opens, due=due, why=why, met=met, superseded=gone)
        opens = due + timedelta(days=1)


@rule(
    "HCV-PREG",
    title="Hepatitis C screen in pregnancy",
    done_by=(Kind.HCV_SCREEN,),
    lane=LANE,
    cite="CDC 2020",
    starts=(Kind.PREGNANCY,),
    reads=(Kind.HCV_SCREEN, Kind.DELIVERY),
)
def hepatitis_c_in_pregnancy(case: Case) -> Iterator[Due]:
    """Everyone is screened for hepatitis C in each pregnancy."""
    pregnancy = case.last(Kind.PREGNANCY)
    if pregnancy is not None and pregnancy.until is not None:
        met = case.first(Kind.HCV_SCREEN, since=pregnancy.until - timedelta(days=PREGNANCY_DAYS))
        over = met is None and case.first(Kind.DELIVERY, since=pregnancy.on) is not None
        yield Due(start=pregnancy, due=pregnancy.until, why=("once in this pregnancy",), met=met, superseded=over)


@rule(
    "ACOG-PP",
    lane=LANE,
    cite="ACOG CO 736",
    starts=(Kind.DELIVERY,),
    reads=(Kind.POSTPARTUM_CONTACT, Kind.POSTPARTUM_VISIT),
)
def postpartum_care(case: Case) -> Iterator[Due]:
    """After birth the mother has a contact within 3 weeks and a full visit within 12; overdose risk peaks at 7 to
    12 months.
    """
    ended = case.last(Kind.DELIVERY)
    if ended is None:
        return
    visit = case.first(Kind.POSTPARTUM_VISIT, since=ended.on)
    contact = case.first(Kind.POSTPARTUM_CONTACT, since=ended.on) or visit
    yield Due(start=ended, part="contact", due=ended.on + timedelta(weeks=3), why=("by 3 weeks",), met=contact)
    yield Due(start=ended, part="comprehensive", due=ended.on + timedelta(weeks=12), why=("by 12 weeks",), met=visit)
    if ended.marks & {"high_blood_pressure", "severe_hypertension"}:
        days = 3 if "severe_hypertension" in ended.marks else 10
        why = (f"blood pressure within {days} days",)
        due = ended.on + timedelta(days=days)
        yield Due(start=ended, part="blood_pressure", due=due, why=why, met=contact, confidence=KH)


@rule(
    "NAS-OBS",
    title="Newborn observation",
    lane=LANE,
    cite="AAP 2020; 72 hours in hospital toolkits",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    starts=(Kind.BIRTH,),
    reads=(Kind.DISCHARGE,),
)
def observation(case: Case) -> Iterator[Due]:
    """A newborn exposed to opioids stays for observation, at least 72 hours, together with the parent if it is safe."""
    born = case.first(Kind.BIRTH)
    found = None if born is None else next((row for row in OBSERVATION if row[0] in born.marks), None)
    if born is None or found is None:
        return
    _, least, most, words = found
    left = case.first(Kind.DISCHARGE, since=born.on)
    opens = born.on + timedelta(days=least)
    why = [words, "follow-up visit within 48 hours of discharge"]
    if left is not None and left.on < opens:
        why.append(f"discharge on {plain(left.on)} came before {plain(opens)}")
    yield Due(start=born, opens=opens, due=born.on + timedelta(days=most), why=tuple(why), met=left)


@rule(
    "CAPTA-NOTIFY",
    title="Notification of an affected infant",
    done_by=(Kind.CPS_NOTIFIED,),
    lane=Lane.SYSTEM_RESPONSE,
    cite="42 USC 5106a(b)(2)(B)(ii)",
    starts=(Kind.AFFECTED,),
    reads=(Kind.CPS_NOTIFIED,),
)
def notification(case: Case) -> Iterator[Due]:
    """The provider tells child protection of an affected infant; this is a notification, not by itself a finding
    of abuse.
    """
    affected = case.first(Kind.AFFECTED)
    if affected is not None:
        why = ("federal law gives no number of hours; use the local time",)
        yield Due(start=affected, due=None, why=why, met=case.first(Kind.CPS_NOTIFIED))


@rule(
    "SYS-POSC",
    title="Plan of safe care",
    lane=Lane.SYSTEM_RESPONSE,
    cite="42 USC 5106a(b)(2)(B)(iii)",
    starts=(Kind.AFFECTED, Kind.DISCHARGE),
    reads=(Kind.SAFE_CARE_PLAN, Kind.BIRTH),
)
def plan_of_safe_care(case: Case) -> Iterator[Due]:
    """The plan of safe care for infant and family is ready before the infant leaves the hospital."""
    start = case.first(Kind.AFFECTED) or case.last(Kind.DISCHARGE)
    if start is None:
        return
    left = case.first(Kind.DISCHARGE)
    plan = case.first(Kind.SAFE_CARE_PLAN)
    why = "before discharge is the local target; federal law sets no number of days"
    if left is None:
        yield Due(start=start, due=None, why=(why, "no discharge date is on file yet"), met=plan, waiting=True)
    else:
        yield Due(start=start, due=left.on, why=(why,), met=plan, also=(left,))
