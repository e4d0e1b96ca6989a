"""What a report of an incident holds, how two of them differ, and the words that may go into a chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kinbridge.field.rules.aid import MARKS

KINDS = {
    "overdose": "Overdose of an adult",
    "child": "A child was exposed, or would not wake",
    "danger": "The home or someone in it was not safe",
    "use": "Signs of use, or talk about it",
    "other": "Something else",
}
PROSE = {"saw": 1500, "did": 1000, "children": 300, "told": 300, "next": 300}
"""The fields of free text, with the most they hold; a chart note has room for all together."""
LABELS = {
    "happened_at": "When it began",
    "kind": "What it was",
    "saw": "What I saw and heard",
    "did": "What I did",
    **{mark: f"Time: {words.lower()}" for mark, words in MARKS.items()},
    "doses": "Doses of naloxone given",
    "lot": "Lot on the box",
    "children": "Children present, and where they are now",
    "told": "Whom I told",
    "next": "What comes next, and when",
}
MINUTE = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two reports fill differently."""

    code: str
    one: str
    other: str

    @property
    def label(self) -> str:
        return LABELS[self.code]

    @property
    def said_one(self) -> str:
        return shown(self.code, self.one) or "Left empty"

    @property
    def said_other(self) -> str:
        return shown(self.code, self.other) or "Left empty"

    @property
    def may_join(self) -> bool:
        return self.code in PROSE and bool(self.one and self.other)

    @property
    def joined(self) -> str:
        return f"{self.one}\n{self.other}"


def shown(code: str, value: str) -> str:
    """A stored value as people read it."""
    if code == "kind":
        return KINDS.get(value, value)
    if code == "happened_at" and value:
        return datetime.strptime(value, MINUTE).strftime("%b %-d, %Y, %-I:%M %p")  # noqa: DTZ007 - the clock of the place
    return datetime.strptime(value, "%H:%M").strftime("%-I:%M %p") if code in MARKS and value else value  # noqa: DTZ007


def rows(body: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was filled in, in order, as label and words."""
    return [(label, shown(code, body[code])) for code, label in LABELS.items() if body.get(code)]


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[Difference, ...]:
    pairs = ((code, one.get(code, ""), other.get(code, "")) for code in LABELS)
    return tuple(Difference(*each) for each in pairs if each[1] != each[2])


def words_for_chart(body: Mapping[str, str]) -> str:
    """The report as one note, in the worker's own words."""
    return "\n".join(f"{label}: {words}" for label, words in rows(body) if label != LABELS["happened_at"])
