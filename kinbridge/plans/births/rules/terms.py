"""What a state asks for at a birth: its dated pack, and states.toml for what that means in each situation."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path as File
from typing import Any

from kinbridge.core.decision import Confidence, Reason
from kinbridge.disclosure.rules.packs import Entry, Mode, Topic, birth_rules
from kinbridge.plans.births.rules.facts import Said


class Path(Said):
    NOTIFICATION = "notification", "Notification"
    REPORT = "report", "Report"
    ASSESSMENT = "assessment", "Assessment"
    REVIEW = "human_review", "A person decides"
    NOTHING = "nothing", "Nothing to send"


class Way(Said):
    """How a state takes a notification."""

    DEIDENTIFIED = "deidentified", "without any name"
    IDENTIFIED = "identified", "with names"
    REPORT = "report", "by the same channel as a report"


class Situation(Said):
    """Of each birth exactly one holds; the sentence of its rule says when."""

    CONCERN = "concern", "A safety concern in words"
    NOTHING = "nothing", "No exposure and no sign of one"
    FASD = "fasd", "Fetal alcohol spectrum disorder"
    NOT_PRESCRIBED = "not_prescribed", "Use that was not prescribed, where the state singles it out"
    IN_TREATMENT = "in_treatment", "Steady in treatment"
    PRESCRIBED = "prescribed", "Prescribed and taken as prescribed"
    LIGHT = "light", "Cannabis or tobacco alone"
    NOT_IN_TREATMENT = "not_in_treatment", "A disorder without treatment"
    OTHER = "other", "Use without a disorder"


class Group(Said):
    """The three groups of families for whom plans of safe care are written (NCSACW)."""

    P1 = "P1", "Prescribed medicine, or use without a disorder"
    P2 = "P2", "A disorder, steady in treatment"
    P3 = "P3", "A disorder, not in treatment"


WAYS = {Mode.NOTICE_WITHOUT_NAMES: Way.DEIDENTIFIED, Mode.REPORT: Way.REPORT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One dated ruleset. `paths` says what each situation leads to; `duties` the state's own sentence for it.

    `told` is what the state says of the notice and `report` what it says of a report, with their sources.
    """

    state: str
    name: str
    checked_on: date
    effective_from: date | None
    way: Way
    to: str
    paths: Mapping[Situation, Path]
    leads: Mapping[str, str]
    duties: Mapping[Situation, str]
    told: Reason
    report: Reason

    @property
    def ruleset(self) -> str:
        """As it is written beside every answer."""
        since = f", in force from {self.effective_from.isoformat()}" if self.effective_from is not None else ""
        return f"{self.name}{since}, checked {self.checked_on.isoformat()}"

    def singles_out(self, situation: Situation) -> bool:
        return situation in self.duties

    def source_of(self, situation: Situation) -> Reason:
        """The state's sentence for a situation, with the source it was read in."""
        source = self.report if self.paths[situation] is Path.REPORT and self.way is not Way.REPORT else self.told
        return Reason(f"{self.state}-{situation}", self.duties[situation], source.cite, source.confidence)


@cache
def _written() -> Mapping[str, Any]:
    with (File(__file__).parent / "states.toml").open("rb") as file:
        return tomllib.load(file)


def terms_for(state: str, *, on: date) -> Terms:
    """The state's rules on the day, from its pack; the federal ones where it has none that says how a birth is told."""
    rules = birth_rules(state, on=on)
    federal = _written()["federal"]
    if rules is None or rules.told is None:
        return _terms(federal, over=federal, state="", name=federal["name"], told=_federal(federal), report=None)
    nothing: Mapping[str, Any] = {}
    own = next((one for one in _written()["state"] if one["code"] == rules.state), nothing)
    return _terms(own, over=federal, state=rules.state, name=rules.name, told=rules.told, report=rules.report)


def _federal(said: Mapping[str, Any]) -> Entry:
    return Entry(
        state="",
        topic=Topic.BIRTH,
        says=said["says"],
        source=said["cite"],
        checked_on=said["checked_on"],
        confidence=Confidence(said["confidence"]),
        effective_from=said["effective_from"],
        mode=Mode.NOTICE,
        to=said["to"],
    )


def _terms(
    said: Mapping[str, Any], *, over: Mapping[str, Any], state: str, name: str, told: Entry, report: Entry | None
) -> Terms:
    """A state's own words over the federal ones: what it does not say, it leaves as it is."""
    return Terms(
        state=state,
        name=name,
        checked_on=told.checked_on,
        effective_from=told.effective_from,
        way=WAYS.get(told.mode, Way.IDENTIFIED) if told.mode is not None else Way.IDENTIFIED,
        to=told.to or over["to"],
        paths={Situation(key): Path(value) for key, value in {**over["paths"], **said.get("paths", {})}.items()},
        leads={**over["leads"], **said.get("leads", {})},
        duties={Situation(key): value for key, value in said.get("duties", {}).items()},
        told=_reason(told, "told"),
        report=_reason(report or told, "report"),
    )


def _reason(entry: Entry, rule: str) -> Reason:
    return Reason(f"{entry.state or 'US'}-{rule}", entry.says, entry.source, entry.confidence)
