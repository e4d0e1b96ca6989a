"""Chart entries as the facts clocks read. Only entries the gate let through come here; nothing else is looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from msgspec.structs import replace as changed

from kinbridge.clocks.rules import Fact, Kind

FAMILY = ""  # the subject of facts about the whole family: a report, the first contact
PREGNANCY_DAYS = 280
SAME_PREGNANCY_DAYS = 60
PREVENT_DAYS = 90
FACE_TO_FACE = frozenset({"visit", "office", "video"})
SUBSTANCE_SCREENS = frozenset(
    {"uncope", "audit_c", "dast_10", "nida_quick_screen", "nm_assist", "taps_1", "taps_2", "rods", "crafft_2_1_n"}
)
DEPRESSION_SCREENS = frozenset({"epds", "phq_9", "phq_2"})


class Labelled(Protocol):
    """A label, as far as clocks need it."""

    subject_id: int
    program_id: Any


class Recorded(Protocol):
    """A chart entry, as far as clocks need it."""

    id: int
    kind: str
    body: Mapping[str, Any]
    occurred_at: datetime

    @property
    def label(self) -> Labelled: ...


class Seen(NamedTuple):
    """One entry with its subject and its local day."""

    ref: str
    subject: str
    body: Mapping[str, Any]
    at: datetime

    @property
    def on(self) -> date:
        return self.at.date()

    def fact(self, kind: Kind, **more: Any) -> Fact:
        at = self.at
        if not more:
            return Fact(kind=kind, on=at.date(), subject=self.subject, at=at, ref=self.ref)
        given: dict[str, Any] = {"on": at.date(), "subject": self.subject, "at": at, "ref": self.ref} | more
        return Fact(kind=kind, **given)


def facts_from(
    entries: Iterable[Recorded], *, parents: Mapping[str, str] | None = None, local: Callable[[datetime], datetime]
) -> tuple[Fact, ...]:
    """The facts of one family. `parents` names the birthing parent of each infant, where known; `local` tells
    local time.
    """
    by_kind: dict[str, list[Seen]] = {}
    for entry in entries:
        seen = Seen(str(entry.id), str(entry.label.subject_id), entry.body, local(entry.occurred_at))
        by_kind.setdefault(entry.kind, []).append(seen)
    facts = [fact for kind, seen in by_kind.items() if kind in READERS for one in seen for fact in READERS[kind](one)]
    facts += _pregnancies(by_kind.get("pregnancy", ()))
    facts += _placements(by_kind)
    facts += _treatment(by_kind)
    facts += _findings(by_kind)
    facts += _contacts(by_kind)
    facts += _benefits(by_kind.get("benefit", ()))
    facts += _births(by_kind, parents or {})
    return tuple(facts)


def _removal(seen: Seen) -> Iterator[Fact]:
    emergency = {"emergency"} if seen.body.get("emergency") else set[str]()
    yield seen.fact(Kind.REMOVAL, marks=frozenset(emergency))


HEARINGS = {
    "shelter": Kind.SHELTER_HEARING,
    "adjudication": Kind.ADJUDICATION,
    "disposition": Kind.DISPOSITION,
    "review": Kind.REVIEW,
    "permanency": Kind.PERMANENCY_HEARING,
    "termination": Kind.TPR_PETITION,
}


def _hearing(seen: Seen) -> Iterator[Fact]:
    body = seen.body
    if body.get("held"):
        yield seen.fact(HEARINGS[body["type"]])
        if body["type"] == "adjudication" and body.get("outcome") == "found":
            yield seen.fact(Kind.ABUSE_FINDING)
    following = body.get("next_on")
    if following:
        yield seen.fact(Kind.HEARING_SET, on=date.fromisoformat(following), at=None)
    elif not body.get("held"):
        yield seen.fact(Kind.HEARING_SET)


def _court_order(seen: Seen) -> Iterator[Fact]:
    """A service ordered for someone; the stretch ends on the day by which they are to be referred."""
    by = date.fromisoformat(seen.body["refer_by"])
    yield seen.fact(Kind.SERVICE_ORDERED, until=max(by, seen.on), note=seen.body.get("service", ""))


def _case_plan(seen: Seen) -> Iterator[Fact]:
    if seen.body.get("step") == "signed":
        yield seen.fact(Kind.CASE_PLAN)


def _report(seen: Seen) -> Iterator[Fact]:
    urgent, dropped = seen.body.get("priority") in ("immediate", "24_hours"), seen.body.get("track") == "not_accepted"
    marks = {name for name, holds in (("emergency", urgent), ("screened_out", dropped)) if holds}
    yield seen.fact(Kind.REPORT, subject=FAMILY, marks=frozenset(marks))
    yield seen.fact(Kind.SCREENED, subject=FAMILY)


def _treatment_request(seen: Seen) -> Iterator[Fact]:
    marks = frozenset(name for name in ("pregnant", "injects") if seen.body.get(name))
    kind = Kind.SUD_REFERRAL if seen.body.get("service") == "assessment" else Kind.TREATMENT_REQUEST
    yield seen.fact(kind, marks=marks)


def _early_intervention(seen: Seen) -> Iterator[Fact]:
    steps = {
        "identified": Kind.EI_ELIGIBLE,
        "referred": Kind.EI_REFERRAL,
        "plan_meeting": Kind.IFSP,
        "declined": Kind.EI_DECLINED,
    }
    if seen.body.get("step") in steps:
        yield seen.fact(steps[seen.body["step"]])


def _kept(*kinds: Kind) -> Callable[[Seen], Iterator[Fact]]:
    """A visit that took place."""

    def read(seen: Seen) -> Iterator[Fact]:
        if seen.body.get("kept"):
            for kind in kinds:
                yield seen.fact(kind)

    return read


def _naloxone(seen: Seen) -> Iterator[Fact]:
    yield seen.fact(Kind.NALOXONE)
    if seen.body.get("expires_on"):
        yield seen.fact(Kind.NALOXONE_EXPIRES, until=date.fromisoformat(seen.body["expires_on"]))


def _screen(seen: Seen) -> Iterator[Fact]:
    if seen.body.get("instrument") in SUBSTANCE_SCREENS:
        yield seen.fact(Kind.SUBSTANCE_SCREEN)


def _presence(seen: Seen) -> Iterator[Fact]:
    """What a worker found at first contact; `amount` is in how many hours somebody responds to what is urgent."""
    body = seen.body
    marks = frozenset(name for name in ("present", "urgent") if body.get(name) == "yes")
    yield seen.fact(Kind.PRESENCE, marks=marks, amount=body.get("within_hours", 0))


ABOUT_THE_FAMILY = frozenset({Kind.SCREENED, Kind.FIRST_CONTACT, Kind.INVESTIGATION_STARTED, Kind.INVESTIGATION_DONE})


def _milestone(seen: Seen) -> Iterator[Fact]:
    """A step that has no kind of its own: the body names the fact."""
    try:
        kind = Kind(seen.body.get("what", ""))
    except ValueError:
        return
    until = seen.body.get("until")
    yield seen.fact(
        kind,
        subject=FAMILY if kind in ABOUT_THE_FAMILY else seen.subject,
        until=date.fromisoformat(until) if until else None,
        marks=frozenset(seen.body.get("marks", ())),
        note=seen.body.get("note", ""),
    )


READERS: dict[str, Callable[[Seen], Iterator[Fact]]] = {
    "removal": _removal,
    "hearing": _hearing,
    "court_order": _court_order,
    "case_plan": _case_plan,
    "report": _report,
    "treatment_request": _treatment_request,
    "ei_referral": _early_intervention,
    "prenatal_visit": _kept(Kind.PRENATAL_VISIT),
    "postpartum_visit": _kept(Kind.POSTPARTUM_VISIT, Kind.POSTPARTUM_CONTACT),
    "well_child_visit": _kept(Kind.WELL_VISIT, Kind.HEALTH_VISIT),
    "naloxone": _naloxone,
    "screening_result": _screen,
    "milestone": _milestone,
    "presence": _presence,
    "notification": lambda seen: iter((seen.fact(Kind.CPS_NOTIFIED),)),
    "return_home": lambda seen: iter((seen.fact(Kind.EXIT),)),
}


def _pregnancies(entries: Iterable[Seen]) -> list[Fact]:
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


SETTINGS = {
    "kin": Kind.RELATIVE_PLACEMENT,
    "with_parent_in_treatment": Kind.CO_PLACEMENT,
    "trial_home_visit": Kind.TRIAL_HOME_VISIT,
    "group_home": Kind.INSTITUTION,
}


def _placements(by_kind: Mapping[str, list[Seen]]) -> Iterator[Fact]:
    """A child stays in a place until the next one, or until coming home."""
    moves = sorted((*by_kind.get("placement", ()), *by_kind.get("return_home", ())), key=lambda seen: seen.at)
    for number, seen in enumerate(moves):
        kind = SETTINGS.get(seen.body.get("setting", ""))
        if kind is not None:
            after = next((later.on for later in moves[number + 1 :] if later.subject == seen.subject), None)
            yield seen.fact(kind, until=after)


def _treatment(by_kind: Mapping[str, list[Seen]]) -> Iterator[Fact]:
    """Episodes of treatment and of medication, each until its end."""
    ends = by_kind.get("treatment_end", [])
    for seen in by_kind.get("admission", ()):
        until = _ended(seen, ends)
        yield seen.fact(Kind.ADMISSION)
        yield seen.fact(Kind.TREATMENT, until=until)
        yield seen.fact(Kind.SUD_ASSESSMENT)
        if seen.body.get("level") == "opioid_treatment":
            yield seen.fact(Kind.OTP_ADMISSION, until=until)
    steps = by_kind.get("medication", [])
    stops = [seen for seen in steps if seen.body.get("step") == "ended"]
    for seen in steps:
        if seen.body.get("step") == "started":
            yield seen.fact(Kind.MEDICATION, until=_ended(seen, stops))


def _ended(start: Seen, ends: Iterable[Seen]) -> date | None:
    return next((end.on for end in ends if end.subject == start.subject and end.at >= start.at), None)


FINDINGS = {
    "abuse_or_neglect": (Kind.ABUSE_FINDING,),
    "contrary_to_welfare": (Kind.CONTRARY_FINDING, Kind.REMOVAL_ORDER),
    "aggravated_circumstances": (Kind.NO_REUNIFICATION,),
}


def _findings(by_kind: Mapping[str, list[Seen]]) -> Iterator[Fact]:
    """Court findings. "Reasonable efforts" soon after a removal is about preventing it, later about finalizing the
    plan.
    """
    removals = by_kind.get("removal", [])
    for seen in by_kind.get("court_finding", ()):
        finding = seen.body.get("finding", "")
        for kind in FINDINGS.get(finding, ()):
            yield seen.fact(kind)
        if finding == "reasonable_efforts_made":
            last = max((r.on for r in removals if r.subject == seen.subject and r.on <= seen.on), default=None)
            early = last is not None and (seen.on - last).days <= PREVENT_DAYS
            yield seen.fact(Kind.PREVENT_FINDING if early else Kind.FINALIZE_FINDING)


def _contacts(by_kind: Mapping[str, list[Seen]]) -> Iterator[Fact]:
    """Meetings face to face. The family's first contact is one on or after a report; a visit to a child is one too."""
    reported = min((seen.at for seen in by_kind.get("report", ())), default=None)
    removed = {seen.subject for seen in by_kind.get("removal", ())}
    for seen in by_kind.get("contact", ()):
        if seen.body.get("outcome") == "met" and seen.body.get("how") in FACE_TO_FACE:
            if reported is not None and seen.at >= reported:
                yield seen.fact(Kind.FIRST_CONTACT, subject=FAMILY)
            if seen.subject in removed and seen.body.get("how") == "visit":
                yield seen.fact(Kind.CASEWORKER_VISIT)


def _benefits(entries: Iterable[Seen]) -> Iterator[Fact]:
    entries = list(entries)
    for seen in entries:
        if seen.body.get("step") == "started" and seen.body.get("benefit") == "tanf":
            ends = [e for e in entries if e.body.get("benefit") == "tanf" and e.body.get("step") == "ended"]
            yield seen.fact(Kind.TANF_MONTH, until=_ended(seen, ends) or date.max)


PLAN_STEPS = {"signed": Kind.SAFE_CARE_PLAN, "reviewed": Kind.PLAN_REVIEWED, "closed": Kind.PLAN_CLOSED}


def _births(by_kind: Mapping[str, list[Seen]], parents: Mapping[str, str]) -> Iterator[Fact]:
    """Births, seen from the infant and from the birthing parent; hospital discharge and plan, seen from the infant."""
    observed = {seen.subject for seen in by_kind.get("newborn_care", ())}
    covered = {
        seen.subject
        for seen in by_kind.get("benefit", ())
        if seen.body.get("benefit") == "medicaid" and seen.body.get("step") == "started"
    }
    born: dict[str, Seen] = {}
    for seen in by_kind.get("birth", ()):
        born[seen.subject] = seen
        parent = parents.get(seen.subject)
        marks = {"opioid_exposed"} if seen.subject in observed else set[str]()
        if parent in covered:
            marks.add("mother_on_medicaid")
        yield seen.fact(Kind.BIRTH, amount=seen.body.get("weeks"), marks=frozenset(marks))
        if parent is not None:
            yield seen.fact(Kind.DELIVERY, subject=parent)
        if seen.body.get("affected") == "yes":
            yield seen.fact(Kind.AFFECTED)
    for seen in by_kind.get("screening_result", ()):
        if seen.body.get("instrument") in DEPRESSION_SCREENS:
            for infant in (child for child, parent in parents.items() if parent == seen.subject and child in born):
                yield seen.fact(Kind.DEPRESSION_SCREEN, subject=infant)
    for seen in by_kind.get("discharge", ()):
        if seen.subject in born:
            yield seen.fact(Kind.DISCHARGE)
    for seen in by_kind.get("plan_step", ()):
        kind = PLAN_STEPS.get(seen.body.get("step", ""))
        if kind is not None:
            for subject in {seen.subject} | born.keys():
                yield seen.fact(kind, subject=subject, note=seen.body.get("review", ""))


CHART_KINDS = (
    *READERS,
    "pregnancy",
    "placement",
    "admission",
    "treatment_end",
    "medication",
    "court_finding",
    "contact",
    "benefit",
    "birth",
    "newborn_care",
    "discharge",
    "plan_step",
)
