"""What child welfare and the courts record, as facts; and the steps that any partner records by the fact's own name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from kinbridge.clocks.rules import Fact, Kind
from kinbridge.clocks.seen import FAMILY, Seen, Some, each, reads

PREVENT_DAYS = 90
FACE_TO_FACE = frozenset({"visit", "office", "video"})


@each("removal", makes=[Kind.REMOVAL])
def removal(seen: Seen) -> Iterator[Fact]:
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


@each("hearing", makes=[*HEARINGS.values(), Kind.ABUSE_FINDING, Kind.HEARING_SET])
def hearing(seen: Seen) -> Iterator[Fact]:
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


@each("court_order", makes=[Kind.SERVICE_ORDERED])
def court_order(seen: Seen) -> Iterator[Fact]:
    """A service ordered for someone; the stretch ends on the day by which they are to be referred."""
    by = date.fromisoformat(seen.body["refer_by"])
    yield seen.fact(Kind.SERVICE_ORDERED, until=max(by, seen.on), note=seen.body.get("service", ""))


@each("case_plan", makes=[Kind.CASE_PLAN])
def case_plan(seen: Seen) -> Iterator[Fact]:
    if seen.body.get("step") == "signed":
        yield seen.fact(Kind.CASE_PLAN)


@each("report", makes=[Kind.REPORT, Kind.SCREENED])
def report(seen: Seen) -> Iterator[Fact]:
    urgent, dropped = seen.body.get("priority") in ("immediate", "24_hours"), seen.body.get("track") == "not_accepted"
    marks = {name for name, holds in (("emergency", urgent), ("screened_out", dropped)) if holds}
    yield seen.fact(Kind.REPORT, subject=FAMILY, marks=frozenset(marks))
    yield seen.fact(Kind.SCREENED, subject=FAMILY)


@each("presence", makes=[Kind.PRESENCE])
def presence(seen: Seen) -> Iterator[Fact]:
    """What a worker found at first contact; `amount` is in how many hours somebody responds to what is urgent."""
    body = seen.body
    marks = frozenset(name for name in ("present", "urgent") if body.get(name) == "yes")
    yield seen.fact(Kind.PRESENCE, marks=marks, amount=body.get("within_hours", 0))


@each("return_home", makes=[Kind.EXIT])
def return_home(seen: Seen) -> Iterator[Fact]:
    yield seen.fact(Kind.EXIT)


SETTINGS = {
    "kin": Kind.RELATIVE_PLACEMENT,
    "with_parent_in_treatment": Kind.CO_PLACEMENT,
    "trial_home_visit": Kind.TRIAL_HOME_VISIT,
    "group_home": Kind.INSTITUTION,
}


@reads("placement", "return_home", makes=SETTINGS.values())
def placements(placed: Some, home: Some) -> Iterator[Fact]:
    """A child stays in a place until the next one, or until coming home."""
    moves = sorted((*placed, *home), key=lambda seen: seen.at)
    for number, seen in enumerate(moves):
        kind = SETTINGS.get(seen.body.get("setting", ""))
        if kind is not None:
            after = next((later.on for later in moves[number + 1 :] if later.subject == seen.subject), None)
            yield seen.fact(kind, until=after)


FINDINGS = {
    "abuse_or_neglect": (Kind.ABUSE_FINDING,),
    "contrary_to_welfare": (Kind.CONTRARY_FINDING, Kind.REMOVAL_ORDER),
    "aggravated_circumstances": (Kind.NO_REUNIFICATION,),
}


@reads(
    "court_finding",
    "removal",
    makes=[*chain.from_iterable(FINDINGS.values()), Kind.PREVENT_FINDING, Kind.FINALIZE_FINDING],
)
def findings(found: Some, removals: Some) -> Iterator[Fact]:
    """Court findings. "Reasonable efforts" soon after a removal is about preventing it, later about finalizing the
    plan.
    """
    for seen in found:
        finding = seen.body.get("finding", "")
        for kind in FINDINGS.get(finding, ()):
            yield seen.fact(kind)
        if finding == "reasonable_efforts_made":
            last = max((r.on for r in removals if r.subject == seen.subject and r.on <= seen.on), default=None)
            early = last is not None and (seen.on - last).days <= PREVENT_DAYS
            yield seen.fact(Kind.PREVENT_FINDING if early else Kind.FINALIZE_FINDING)


@reads("contact", "report", "removal", makes=[Kind.FIRST_CONTACT, Kind.CASEWORKER_VISIT])
def contacts(made: Some, reports: Some, removals: Some) -> Iterator[Fact]:
    """Meetings face to face. The family's first contact is one on or after a report; a visit to a child is one too."""
    reported = min((seen.at for seen in reports), default=None)
    removed = {seen.subject for seen in removals}
    for seen in made:
        if seen.body.get("outcome") == "met" and seen.body.get("how") in FACE_TO_FACE:
            if reported is not None and seen.at >= reported:
                yield seen.fact(Kind.FIRST_CONTACT, subject=FAMILY)
            if seen.subject in removed and seen.body.get("how") == "visit":
                yield seen.fact(Kind.CASEWORKER_VISIT)


ABOUT_THE_FAMILY = frozenset({Kind.SCREENED, Kind.FIRST_CONTACT, Kind.INVESTIGATION_STARTED, Kind.INVESTIGATION_DONE})


@each("milestone", makes=Kind)
def milestone(seen: Seen) -> Iterator[Fact]:
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
