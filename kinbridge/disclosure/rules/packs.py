"""What each state says, read from the dated tables in `states/`: one file for a state, one entry for a question.

    pack("CT")                                # Pack | None: never an exception
    pack("CT").entry(Topic.BIRTH, on=day)     # Entry | None: what holds on that day, with source and confidence
    birth_rules("CT", on=day)                 # BirthRules | None: all that a birth asks of a state

A file that cannot be read is left out and named in `read_packs().troubles`: that state then has no pack, and whatever
rests on its law is a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from kinbridge.disclosure.rules.pack_entries import Entry, Mode, Pack, Topic
from kinbridge.disclosure.rules.pack_files import UnreadablePack, read_pack

FOLDER = Path(__file__).with_name("states")


@dataclass(frozen=True, slots=True)
class Packs:
    """Every pack that could be read, by state; and what is wrong with those that could not."""

    by_state: Mapping[str, Pack]
    troubles: tuple[str, ...]


@lru_cache(maxsize=4)
def read_packs(folder: Path = FOLDER) -> Packs:
    """Every state's file, read once. One that is wrong takes no other with it."""
    packs: dict[str, Pack] = {}
    troubles: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found = read_pack(path.name, path.read_bytes())
        except (UnreadablePack, OSError) as wrong:
            troubles.append(str(wrong))
        else:
            packs[found.state] = found
    return Packs(packs, tuple(troubles))


def pack(state: str) -> Pack | None:
    """The pack of a state by its two letters, or None where there is none that can be read."""
    return read_packs().by_state.get(state.upper())


@dataclass(frozen=True, slots=True)
class BirthRules:
    """What a state says of an infant born affected by substances. None is what nobody has looked up."""

    state: str
    name: str
    told: Entry | None
    """Whether it is a notice or a report (`mode`), by whom, to whom, when, and what it may hold (`fields`, `never`)."""
    report: Entry | None
    """The report of suspected abuse or neglect: always apart from a notice, and only on concern for the child."""
    before_birth: Entry | None
    public_health: Entry | None
    plan: Entry | None
    """Who leads the plan of safe care (`lead`), when it begins, and who gets a copy."""
    tests: Entry | None
    """What the state says that test results may not be used for."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        found = (self.told, self.report, self.before_birth, self.public_health, self.plan, self.tests)
        return tuple(entry for entry in found if entry is not None)


def birth_rules(state: str, *, on: date) -> BirthRules | None:
    """What the pathway of a birth needs to know of the state, or None where the state has no pack."""
    found = pack(state)
    if found is None:
        return None
    topics = (Topic.BIRTH, Topic.REPORT, Topic.PREGNANCY, Topic.PUBLIC_HEALTH, Topic.PLAN, Topic.TESTS)
    return BirthRules(found.state, found.name, *(found.entry(topic, on=on) for topic in topics))


__all__ = [
    "FOLDER",
    "BirthRules",
    "Entry",
    "Mode",
    "Pack",
    "Packs",
    "Topic",
    "UnreadablePack",
    "birth_rules",
    "pack",
    "read_pack",
    "read_packs",
]
