"""What an entry of a state's pack says, in words: for the page that counsel signs and for the manual."""

from __future__ import annotations

from collections.abc import Iterator

from kinbridge.disclosure.plain_words import day, how_sure, listed, plain
from kinbridge.disclosure.rules.packs import Entry, Mode, Topic

TITLES = {
    Topic.BIRTH: "An infant born affected by substances",
    Topic.PREGNANCY: "Use in pregnancy",
    Topic.REPORT: "Reports of abuse or neglect",
    Topic.PLAN: "The plan of safe care",
    Topic.PUBLIC_HEALTH: "Counting for public health",
    Topic.RECORDS: "Child protection records",
    Topic.TEAM: "Teams by law",
    Topic.MINORS: "Young people and treatment",
    Topic.HIV: "HIV information",
    Topic.MENTAL_HEALTH: "Mental health records",
    Topic.HEALTH: "Health records",
    Topic.TREATMENT: "Substance use treatment records",
    Topic.TESTS: "Tests as evidence",
}
MODES = {
    Mode.REPORT: "a report of suspected abuse or neglect, with names",
    Mode.REPORT_IF_CONCERN: "no notice; a report, with names, where the tests for neglect are met",
    Mode.INTAKE_DECIDES: "told with names; the agency decides whether it is an allegation",
    Mode.NOTICE: "a notice with names, which is no allegation",
    Mode.NOTICE_WITHOUT_NAMES: "a notice without names, which is no allegation",
}


def particulars(entry: Entry) -> Iterator[tuple[str, str]]:
    """The answer, piece by piece: what each piece is, and what the state says."""
    if entry.mode is not None:
        yield "How the agency is told", MODES[entry.mode]
    if entry.reportable is not None:
        yield "Reported before birth", _yes(entry.reportable)
    yield from (
        (label, value)
        for label, value in (
            ("By", entry.by),
            ("To", entry.to),
            ("When", "; or ".join(entry.when)),
            ("It may hold", "; ".join(entry.fields)),
            ("It never holds", "; ".join(entry.never)),
            ("Up to the age of", entry.up_to),
        )
        if value
    )
    if entry.prescribed is not None:
        yield "Medicine taken as prescribed counts too", _yes(entry.prescribed)
    if entry.written_within_hours is not None:
        yield "In writing within", f"{entry.written_within_hours} hours"
    if entry.days_before_due is not None:
        yield "Not earlier than", f"about {entry.days_before_due} days before the due date"
    if entry.lead:
        yield "Who leads", listed(map(plain, entry.lead))
    if entry.begins:
        yield "It begins", entry.begins
    if entry.copies:
        yield "Copies to", listed(entry.copies)
    if entry.age is not None:
        yield "From the age of", str(entry.age) if entry.age else "any"
    if entry.only:
        yield "Only for", entry.only
    if entry.release is not None:
        yield "Needs a release of its own", _yes(entry.release)
    if entry.consent is not None:
        yield "Needs consent even for treatment", _yes(entry.consent)
    if entry.evidence is not None:
        yield "May be used to prosecute", _yes(entry.evidence)


def paper_trail(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "Source", entry.source
    since = day(entry.effective_from) if entry.effective_from else "not looked up; taken to hold on every day"
    yield "In force from", f"{since}, up to {day(entry.effective_to)}" if entry.effective_to else since
    yield "Looked up on", day(entry.checked_on)
    yield "How sure", how_sure(entry.confidence)
    if entry.note:
        yield "Note", entry.note


def _yes(value: bool) -> str:
    return "yes" if value else "no"
