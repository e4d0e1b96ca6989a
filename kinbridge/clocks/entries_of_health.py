"""What treatment programs, clinics, hospitals, visitors and benefits offices record, as facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace as changed

from kinbridge.clocks.rules import Fact, Kind
from kinbridge.clocks.seen import Reader, Seen, Some, each, ended, reads

PREGNANCY_DAYS = 280
SAME_PREGNANCY_DAYS = 60
SUBSTANCE_SCREENS = frozenset(
    {"uncope", "audit_c", "dast_10", "nida_quick_screen", "nm_assist", "taps_1", "taps_2", "rods", "crafft_2_1_n"}
)
DEPRESSION_SCREENS = frozenset({"epds", "phq_9", "phq_2"})


@each("treatment_request", makes=[Kind.SUD_REFERRAL, Kind.TREATMENT_REQUEST])
def treatment_request(seen: Seen) -> Iterator[Fact]:
    marks = frozenset(name for name in ("pregnant", "injects") if seen.body.get(name))
    kind = Kind.SUD_REFERRAL if seen.body.get("service") == "assessment" else Kind.TREATMENT_REQUEST
    yield seen.fact(kind, marks=marks)


@reads(
    "admission",
    "treatment_end",
    makes=[Kind.ADMISSION, Kind.TREATMENT, Kind.SUD_ASSESSMENT, Kind.OTP_ADMISSION],
)
def admissions(admitted: Some, ends: Some) -> Iterator[Fact]:
    """Episodes of treatment, each until its end."""
    for seen in admitted:
        until = ended(seen, ends)
        yield seen.fact(Kind.ADMISSION)
        yield seen.fact(Kind.TREATMENT, until=until)
        yield seen.fact(Kind.SUD_ASSESSMENT)
        if seen.body.get("level") == "opioid_treatment":
            yield seen.fact(Kind.OTP_ADMISSION, until=until)


@reads("medication", makes=[Kind.MEDICATION])
def medication(steps: Some) -> Iterator[Fact]:
    """Each stretch of medication until its end."""
    stops = [seen for seen in steps if seen.body.get("step") == "ended"]
    for seen in steps:
        if seen.body.get("step") == "started":
            yield seen.fact(Kind.MEDICATION, until=ended(seen, stops))


@each("naloxone", makes=[Kind.NALOXONE, Kind.NALOXONE_EXPIRES])
def naloxone(seen: Seen) -> Iterator[Fact]:
    yield seen.fact(Kind.NALOXONE)
    if seen.body.get("expires_on"):
        yield seen.fact(Kind.NALOXONE_EXPIRES, until=date.fromisoformat(seen.body["expires_on"]))


@each("screening_result", makes=[Kind.SUBSTANCE_SCREEN])
def substance_screen(seen: Seen) -> Iterator[Fact]:
    if seen.body.get("instrument") in SUBSTANCE_SCREENS:
        yield seen.fact(Kind.SUBSTANCE_SCREEN)


@reads("pregnancy", makes=[Kind.PREGNANCY])
def pregnancies(entries: Some) -> list[Fact]:
    """One fact for each pregnancy: known since its first entry, due as its latest entry says."""
    found: list[Fact] = []
    for seen in entries:
        due = seen.on + timedelta(days=PREGNANCY_DAYS - 7 * int(seen.body["weeks"]))
        for number, known in enumerate(found):
            same = known.until is not None and abs((known.until - due).days) <= SAME_PREGNANCY_DAYS
            if same and known.subject == seen.subject:
                found[number] = changed(known, until=due)
                break
        else:
            found.append(seen.fact(Kind.PREGNANCY, until=due))
    return found


def visits(entry: str, *kinds: Kind) -> Reader:
    """Visits that took place."""

    @each(entry, makes=kinds)
    def kept(seen: Seen) -> Iterator[Fact]:
        if seen.body.get("kept"):
            for kind in kinds:
                yield seen.fact(kind)

    return kept


@reads("birth", "newborn_care", "benefit", makes=[Kind.BIRTH])
def births(born: Some, cared_for: Some, benefits: Some) -> Iterator[Fact]:
    observed = {seen.subject for seen in cared_for}
    covered = {
        seen.subject
        for seen in benefits
        if seen.body.get("benefit") == "medicaid" and seen.body.get("step") == "started"
    }
    for seen in born:
        marks = {"opioid_exposed"} if seen.subject in observed else set[str]()
        if seen.parent in covered:
            marks.add("mother_on_medicaid")
        yield seen.fact(Kind.BIRTH, amount=seen.body.get("weeks"), marks=frozenset(marks))


@each("birth", makes=[Kind.DELIVERY, Kind.AFFECTED])
def deliveries(seen: Seen) -> Iterator[Fact]:
    """A birth, seen from the birthing parent; and whether the infant was found to be affected."""
    if seen.parent is not None:
        yield seen.fact(Kind.DELIVERY, subject=seen.parent)
    if seen.body.get("affected") == "yes":
        yield seen.fact(Kind.AFFECTED)


@reads("screening_result", "birth", makes=[Kind.DEPRESSION_SCREEN])
def depression_screens(screened: Some, born: Some) -> Iterator[Fact]:
    """A birthing parent's, seen from each of their infants."""
    for seen in screened:
        if seen.body.get("instrument") in DEPRESSION_SCREENS:
            for infant in dict.fromkeys(birth.subject for birth in born if birth.parent == seen.subject):
                yield seen.fact(Kind.DEPRESSION_SCREEN, subject=infant)


@reads("discharge", "birth", makes=[Kind.DISCHARGE])
def discharges(left: Some, born: Some) -> Iterator[Fact]:
    infants = {birth.subject for birth in born}
    return (seen.fact(Kind.DISCHARGE) for seen in left if seen.subject in infants)


PLAN_STEPS = {"signed": Kind.SAFE_CARE_PLAN, "reviewed": Kind.PLAN_REVIEWED, "closed": Kind.PLAN_CLOSED}


@reads("plan_step", "birth", makes=PLAN_STEPS.values())
def plans(steps: Some, born: Some) -> Iterator[Fact]:
    """A plan of safe care is the parent's, and each infant's of the family."""
    infants = {birth.subject for birth in born}
    for seen in steps:
        kind = PLAN_STEPS.get(seen.body.get("step", ""))
        if kind is not None:
            for subject in {seen.subject} | infants:
                yield seen.fact(kind, subject=subject, note=seen.body.get("review", ""))


@each("notification", makes=[Kind.CPS_NOTIFIED])
def notification(seen: Seen) -> Iterator[Fact]:
    yield seen.fact(Kind.CPS_NOTIFIED)


EARLY_INTERVENTION = {
    "identified": Kind.EI_ELIGIBLE,
    "referred": Kind.EI_REFERRAL,
    "plan_meeting": Kind.IFSP,
    "declined": Kind.EI_DECLINED,
}


@each("ei_referral", makes=EARLY_INTERVENTION.values())
def early_intervention(seen: Seen) -> Iterator[Fact]:
    if seen.body.get("step") in EARLY_INTERVENTION:
        yield seen.fact(EARLY_INTERVENTION[seen.body["step"]])


@reads("benefit", makes=[Kind.TANF_MONTH])
def benefits(entries: Some) -> Iterator[Fact]:
    for seen in entries:
        if seen.body.get("step") == "started" and seen.body.get("benefit") == "tanf":
            ends = [e for e in entries if e.body.get("benefit") == "tanf" and e.body.get("step") == "ended"]
            yield seen.fact(Kind.TANF_MONTH, until=ended(seen, ends) or date.max)
