"""Deadlines as a page says them: a status in a word and a shape, a subject by name, a number that ties table and
picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kinbridge.clocks.picture import LANES, Point
from kinbridge.clocks.rules import RULES, Deadline, Fact, Kind, Lane, Status
from kinbridge.clocks.rules.facts import plain

RULES_BY_ID = {rule.id: rule for rule in RULES}
STATUS = {
    Status.NOT_STARTED: ("Not started", "neutral"),
    Status.RUNNING: ("Running", "waiting"),
    Status.DUE_SOON: ("Due soon", "info"),
    Status.MET: ("Done", "good"),
    Status.MET_LATE: ("Done late", "good"),
    Status.OVERDUE: ("Overdue", "attention"),
    Status.PAUSED: ("Paused", "waiting"),
    Status.EXEMPT: ("Exempt", "neutral"),
    Status.BLOCKED: ("Blocked", "stop"),
    Status.SUPERSEDED: ("No longer runs", "neutral"),
}
EVENT_LANES = {
    Kind.REMOVAL: Lane.CHILD_WELFARE,
    Kind.EXIT: Lane.CHILD_WELFARE,
    Kind.CASE_PLAN: Lane.CHILD_WELFARE,
    Kind.ABUSE_FINDING: Lane.CHILD_WELFARE,
    Kind.REVIEW: Lane.CHILD_WELFARE,
    Kind.PERMANENCY_HEARING: Lane.CHILD_WELFARE,
    Kind.HEARING_SET: Lane.CHILD_WELFARE,
    Kind.TRIAL_HOME_VISIT: Lane.CHILD_WELFARE,
    Kind.TREATMENT_REQUEST: Lane.RECOVERY,
    Kind.ADMISSION: Lane.RECOVERY,
    Kind.MEDICATION: Lane.RECOVERY,
    Kind.PREGNANCY: Lane.CHILD_DEVELOPMENT,
    Kind.BIRTH: Lane.CHILD_DEVELOPMENT,
    Kind.DISCHARGE: Lane.CHILD_DEVELOPMENT,
    Kind.EI_REFERRAL: Lane.CHILD_DEVELOPMENT,
    Kind.IFSP: Lane.CHILD_DEVELOPMENT,
    Kind.REPORT: Lane.SYSTEM_RESPONSE,
    Kind.FIRST_CONTACT: Lane.SYSTEM_RESPONSE,
    Kind.SAFE_CARE_PLAN: Lane.SYSTEM_RESPONSE,
    Kind.TANF_MONTH: Lane.BENEFITS,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One deadline in the table."""

    number: int
    deadline: Deadline
    what: str
    who: str
    lane: str
    status: str
    badge: str
    record: str

    @property
    def anchor(self) -> str:
        return f"due-{self.number}"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is set to happen, on one of the lanes."""

    letter: str
    day: date
    words: str
    who: str
    lane: Lane


def what_of(deadline: Deadline) -> str:
    """The rule's short name with the part it is about: a month, an age, or one of its several dates."""
    part = deadline.part
    if not part or part.isdigit():
        return deadline.title
    if month := re.fullmatch(r"(\d{4})-(\d{2})", part):
        return f"{deadline.title}: {date(int(month[1]), int(month[2]), 1):%B %Y}"
    if age := re.fullmatch(r"(?:(\w+)_)?(\d+)m", part):
        about = f": {age[1].replace('_', ' ')}" if age[1] else ""
        return f"{deadline.title}{about} at {age[2]} month{'' if age[2] == '1' else 's'}"
    return f"{deadline.title}: {part.replace('_', ' ')}"


def is_duty(deadline: Deadline) -> bool:
    """Something a person has to do by a day; a milestone or a yardstick is not."""
    return not RULES_BY_ID[deadline.rule].yardstick


def rows(deadlines: Iterable[Deadline], *, names: Mapping[str, str], first: int = 1) -> tuple[Row, ...]:
    """Rows for the table, numbered so that the picture can point at them."""
    return tuple(_row(number, deadline, names) for number, deadline in enumerate(deadlines, first))


def _row(number: int, deadline: Deadline, names: Mapping[str, str]) -> Row:
    word, badge = STATUS[deadline.status]
    if deadline.status is Status.EXEMPT:
        word = f"Exempt: {deadline.exempt_because.replace('_', ' ')}"
    done_by = RULES_BY_ID[deadline.rule].done_by
    return Row(
        number,
        deadline,
        what_of(deadline),
        names.get(deadline.subject, ""),
        LANES[deadline.lane],
        word,
        badge,
        done_by[0].value if done_by and deadline.is_open else "",
    )


def points(shown: Iterable[Row], happened: Iterable[Event]) -> list[Point]:
    """What to draw: every dated row, and every event as a diamond."""
    dated = [
        Point(row.deadline.lane, day, row.badge, str(row.number), f"{row.what}, {row.status}, {plain(day)}", row.anchor)
        for row in shown
        if (day := row.deadline.due or row.deadline.opens) is not None
    ]
    return dated + [Point(e.lane, e.day, "event", e.letter, f"{e.words}, {plain(e.day)}") for e in happened]


def events(facts: Iterable[Fact], *, names: Mapping[str, str]) -> tuple[Event, ...]:
    """The facts worth a place on the lanes, in order of day, lettered A, B, … AA."""
    chosen = sorted({(f.on, f.kind, f.subject) for f in facts if f.kind in EVENT_LANES})
    return tuple(
        Event(_letter(number), day, kind.words.capitalize(), names.get(subject, ""), EVENT_LANES[kind])
        for number, (day, kind, subject) in enumerate(chosen)
    )


def _letter(number: int) -> str:
    over, rest = divmod(number, 26)
    return (_letter(over - 1) if over else "") + chr(ord("A") + rest)
