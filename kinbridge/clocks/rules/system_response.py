"""Clock E: how fast the agencies answer. State law; the spans come from the dated tables or the site's own settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.days import Calendar
from kinbridge.clocks.rules.deadline import Lane
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.rule import Due, rule
from kinbridge.core.decision import Confidence

LANE = Lane.SYSTEM_RESPONSE
KH = Confidence.KNOWLEDGE_HIGH
STATE_LAW = "state law (jurisdiction setting)"


def span_due(
    case: Case, term: str, start: Fact, met: Kind, *, part: str = "", calendar: Calendar | None = None
) -> Iterator[Due]:
    """The date a site's span ends, rolled forward off a closed day only where the site says so."""
    setting = case.terms.get(term)
    span = case.terms.span(term)
    if setting is None or span is None:
        return
    days = calendar or case.terms.calendar
    due_at = span.after_moment(start.at, days) if span.in_hours and start.at is not None else None
    raw = due_at.date() if due_at is not None else span.after(start.on, days)
    rolled = days.on_or_after(raw) if case.terms.says("roll") == "forward" else raw
    why = [f"{span.words} after the {start.kind.words}"]
    if rolled != raw:
        why.append("moved to the next court day, as the court rule here says")
    yield Due(
        start=start,
        part=part,
        due=rolled,
        due_at=due_at if rolled == raw else None,
        raw=raw,
        why=tuple(why),
        met=case.first(met, since=start.on),
        cite=setting.source,
        confidence=setting.confidence,
        settled=setting.local,
    )


def _court_days(case: Case) -> Calendar:
    excludes = case.terms.says("hours_exclude")
    return (
        case.terms.calendar
        if not excludes
        else replace(case.terms.calendar, excludes=frozenset(excludes.split()) - {"none"})
    )


@rule(
    "SYS-CONTACT",
    lane=LANE,
    cite=STATE_LAW,
    confidence=KH,
    starts=(Kind.REPORT,),
    reads=(Kind.FIRST_CONTACT,),
)
def first_contact(case: Case) -> Iterator[Due]:
    """A worker meets the family face to face as soon as the report's urgency asks."""
    for report in case.all(Kind.REPORT):
        if "screened_out" not in report.marks:
            term = "first_contact_emergency" if "emergency" in report.marks else "first_contact"
            yield from span_due(case, term, report, Kind.FIRST_CONTACT)


@rule(
    "SYS-HOTLINE",
    lane=LANE,
    cite=STATE_LAW,
    confidence=KH,
    starts=(Kind.REPORT,),
    reads=(Kind.SCREENED,),
)
def hotline_decision(case: Case) -> Iterator[Due]:
    """The hotline decides soon whether a report is looked into, and on which track."""
    for report in case.all(Kind.REPORT):
        yield from span_due(case, "hotline_decision", report, Kind.SCREENED)


@rule(
    "SYS-INVEST",
    title="Investigation or assessment",
    done_by=(
        Kind.INVESTIGATION_STARTED,
        Kind.INVESTIGATION_DONE,
    ),
    lane=LANE,
    cite=STATE_LAW,
    confidence=KH,
    starts=(Kind.REPORT,),
    reads=(Kind.INVESTIGATION_STARTED, Kind.FIRST_CONTACT, Kind.INVESTIGATION_DONE),
)
def investigation(case: Case) -> Iterator[Due]:
    """An investigation or family assessment starts and ends within the state's time; an extension is written down."""
    for report in case.all(Kind.REPORT):
        if "screened_out" not in report.marks:
            urgent = "_emergency" if "emergency" in report.marks else ""
            begun = Kind.INVESTIGATION_STARTED if case.all(Kind.INVESTIGATION_STARTED) else Kind.FIRST_CONTACT
            yield from span_due(case, f"investigation_start{urgent}", report, begun, part="start")
            ends = (
                "investigation_emergency" if urgent and case.terms.get("investigation_emergency") else "investigation"
            )
            yield from span_due(case, ends, report, Kind.INVESTIGATION_DONE, part="finish")


@rule(
    "SYS-SHELTER",
    lane=LANE,
    cite=STATE_LAW,
    confidence=KH,
    starts=(Kind.REMOVAL,),
    reads=(Kind.SHELTER_HEARING,),
)
def shelter_hearing(case: Case) -> Iterator[Due]:
    """After an emergency removal a court hears the family within hours or a few days."""
    removal = case.last(Kind.REMOVAL)
    if removal is not None:
        yield from span_due(case, "shelter_hearing", removal, Kind.SHELTER_HEARING, calendar=_court_days(case))


@rule(
    "SYS-PETITION",
    done_by=(Kind.PETITION,),
    lane=LANE,
    cite=STATE_LAW,
    confidence=KH,
    starts=(Kind.REMOVAL,),
    reads=(Kind.PETITION,),
)
def petition(case: Case) -> Iterator[Due]:
    """After an emergency removal the petition is filed within the state's few days."""
    removal = case.last(Kind.REMOVAL)
    if removal is not None:
        yield from span_due(case, "petition", removal, Kind.PETITION)


@rule(
    "SYS-FACTFIND",
    title="Adjudication",
    lane=LANE,
    cite=STATE_LAW,
    confidence=KH,
    starts=(Kind.PETITION,),
    reads=(Kind.ADJUDICATION,),
)
def adjudication(case: Case) -> Iterator[Due]:
    """The court decides whether the petition's facts are true."""
    filed = case.last(Kind.PETITION)
    if filed is not None:
        yield from span_due(case, "adjudication", filed, Kind.ADJUDICATION)


@rule(
    "SYS-DISPOSITION", lane=LANE, cite=STATE_LAW, confidence=KH, starts=(Kind.ADJUDICATION,), reads=(Kind.DISPOSITION,)
)
def disposition(case: Case) -> Iterator[Due]:
    """After the facts are decided the court orders what happens next."""
    found = case.last(Kind.ADJUDICATION)
    if found is not None:
        yield from span_due(case, "disposition", found, Kind.DISPOSITION)


@rule(
    "SYS-REVIEW",
    title="Early court review",
    done_by=(Kind.EARLY_REVIEW,),
    lane=LANE,
    cite=STATE_LAW,
    confidence=KH,
    starts=(Kind.REMOVAL,),
    reads=(Kind.EARLY_REVIEW, Kind.REVIEW),
    term="early_review",
)
def early_review(case: Case) -> Iterator[Due]:
    """Some states review the case in its first months, before the federal six."""
    removal = case.last(Kind.REMOVAL)
    if removal is not None:
        held = Kind.EARLY_REVIEW if case.all(Kind.EARLY_REVIEW) else Kind.REVIEW
        yield from span_due(case, "early_review", removal, held)


@rule(
    "SYS-SUD-ASSESS",
    title="Substance use assessment",
    done_by=(Kind.SUD_ASSESSMENT,),
    lane=LANE,
    cite="local policy",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    starts=(Kind.SUD_REFERRAL,),
    reads=(Kind.SUD_ASSESSMENT,),
)
def substance_use_assessment(case: Case) -> Iterator[Due]:
    """A parent referred for a substance use assessment is seen within days, so that the plan can rest on it."""
    referral = case.last(Kind.SUD_REFERRAL)
    if referral is not None:
        yield from span_due(case, "sud_assessment", referral, Kind.SUD_ASSESSMENT)
