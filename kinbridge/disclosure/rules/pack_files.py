"""Read one state's file, or say in a sentence what is wrong with it: which file, which entry, which key."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.disclosure.rules.pack_entries import Entry, Mode, Pack, Topic


class UnreadablePack(ValueError):
    """A state's file is wrong. The message is for whoever writes it."""


Read = Callable[[object], object]


def _one(kind: type, words: str) -> Read:
    def read(value: object) -> object:
        if type(value) is not kind or (kind is not bool and not value and value != 0):
            raise ValueError(words)
        return value.strip() if isinstance(value, str) else value

    return read


def _choice(kind: type[StrEnum]) -> Read:
    def read(value: object) -> object:
        if not isinstance(value, str) or value not in set(kind):
            raise ValueError(f"must be one of {', '.join(kind)}")
        return kind(value)

    return read


def _several(read: Read) -> Read:
    def each(value: object) -> object:
        if not isinstance(value, list) or not value:
            raise ValueError("must be a list with something in it")
        return tuple(read(one) for one in value)

    return each


TEXT = _one(str, "must be a text")
YES_NO = _one(bool, "must be true or false")
WHOLE = _one(int, "must be a whole number")
DAY = _one(date, "must be a date, such as 2026-11-22")

KEYS: Mapping[str, Read] = {
    "topic": _choice(Topic),
    "says": TEXT,
    "source": TEXT,
    "checked_on": DAY,
    "confidence": _choice(Confidence),
    "effective_from": DAY,
    "effective_to": DAY,
    "note": TEXT,
    "mode": _choice(Mode),
    "by": TEXT,
    "to": TEXT,
    "when": _several(TEXT),
    "fields": _several(TEXT),
    "never": _several(TEXT),
    "up_to": TEXT,
    "prescribed": YES_NO,
    "reportable": YES_NO,
    "written_within_hours": WHOLE,
    "days_before_due": WHOLE,
    "lead": _several(_choice(OrganizationKind)),
    "begins": TEXT,
    "copies": _several(TEXT),
    "age": WHOLE,
    "only": TEXT,
    "release": YES_NO,
    "consent": YES_NO,
    "evidence": YES_NO,
}
NEEDED = {
    "topic": "name the question it answers",
    "says": "write the sentence that people read",
    "source": "say where it can be read",
    "checked_on": "say on which day it was last looked up",
    "confidence": "say how far it was checked",
}
MAY = {"effective_from", "effective_to", "note"}
OWN: Mapping[Topic, tuple[str, ...]] = {
    Topic.BIRTH: ("mode", "by", "to", "when", "fields", "never", "up_to", "prescribed"),
    Topic.PREGNANCY: ("reportable", "by", "to", "written_within_hours", "days_before_due"),
    Topic.REPORT: ("to", "by", "when", "written_within_hours"),
    Topic.PLAN: ("lead", "begins", "copies"),
    Topic.PUBLIC_HEALTH: ("to", "by", "fields"),
    Topic.RECORDS: (),
    Topic.TEAM: (),
    Topic.MINORS: ("age", "only"),
    Topic.HIV: ("release",),
    Topic.MENTAL_HEALTH: ("release",),
    Topic.HEALTH: ("consent",),
    Topic.TREATMENT: (),
    Topic.TESTS: ("evidence",),
}
"""What an entry on each question may hold beyond the rest. The first is the answer itself."""
ANSWERED = {Topic.BIRTH, Topic.PREGNANCY, Topic.REPORT, Topic.PLAN, Topic.PUBLIC_HEALTH, Topic.MINORS} | {
    Topic.HIV,
    Topic.MENTAL_HEALTH,
    Topic.TESTS,
}
"""Questions whose entry must hold its answer in so many words."""


def read_pack(file: str, content: bytes) -> Pack:
    """The pack in a file; raises UnreadablePack."""
    try:
        raw = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise UnreadablePack(f"{file} cannot be read as TOML: {wrong}.") from wrong
    if unknown := raw.keys() - {"state", "name", "entry"}:
        raise UnreadablePack(f"{file}: nothing here reads `{min(unknown)}`; it holds `state`, `name` and `entry`.")
    state, name, rows = raw.get("state"), raw.get("name"), raw.get("entry")
    if not isinstance(state, str) or f"{state.lower()}.toml" != file:
        raise UnreadablePack(f"{file}: `state` must be the two letters that the file is named for.")
    if not isinstance(name, str) or not name.strip():
        raise UnreadablePack(f"{file}: `name` is missing; write the state's name.")
    if not isinstance(rows, list) or not rows:
        raise UnreadablePack(f"{file} has no [[entry]]; without one it answers nothing.")
    entries = tuple(_entry(row, state, f"{file}, entry {number}") for number, row in enumerate(rows, 1))
    for number, entry in enumerate(entries, 1):
        for later in entries[number:]:
            if entry.topic is later.topic and _meet(entry, later):
                raise UnreadablePack(f"{file}: two entries on {entry.topic} hold on one day; end the older one.")
    return Pack(state, name.strip(), entries, hashlib.sha256(content).hexdigest())


def _entry(row: object, state: str, where: str) -> Entry:
    if not isinstance(row, dict):
        raise UnreadablePack(f"{where} is not a table; begin it with [[entry]].")
    read: dict[str, Any] = {}
    for key, value in row.items():
        if key not in KEYS:
            raise UnreadablePack(f"{where}: nothing here reads `{key}`.")
        try:
            read[key] = KEYS[key](value)
        except ValueError as wrong:
            raise UnreadablePack(f"{where}: `{key}` {wrong}.") from wrong
    for key, hint in NEEDED.items():
        if key not in read:
            raise UnreadablePack(f"{where}: `{key}` is missing; {hint}.")
    topic = read["topic"]
    if stray := read.keys() - {*NEEDED, *MAY, *OWN[topic]}:
        raise UnreadablePack(f"{where} ({topic}): `{min(stray)}` belongs to another question.")
    if topic in ANSWERED and OWN[topic][0] not in read:
        raise UnreadablePack(f"{where} ({topic}): `{OWN[topic][0]}` is missing; it is the answer itself.")
    if read.get("effective_to", date.max) <= read.get("effective_from", date.min):
        raise UnreadablePack(f"{where} ({topic}): `effective_to` must come after `effective_from`.")
    return Entry(state=state, **read)


def _meet(one: Entry, other: Entry) -> bool:
    latest = max(one.effective_from or date.min, other.effective_from or date.min)
    return latest < min(one.effective_to or date.max, other.effective_to or date.max)
