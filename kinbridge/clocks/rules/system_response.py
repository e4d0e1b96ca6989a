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
    confidence=Confidence.KNOWLEDGE_HIGH,
    starts=(Kind.REPORT,),
    reads=(Kind.FIRST_CONTACT,),
)
def first_contact(case: Case) -> Iterator[Due]:
    """A worker meets the family face to face as soon as the report's urgency asks."""
    for report in case.all(Kind.REPORT):
        if "screened_out" not in report.marks:
            term = "first_contact_emergency" if "emergency" in report.marks else "first_contact"
            yield from span_due(case, term, report, Kind.FIRST_CONTACT)
