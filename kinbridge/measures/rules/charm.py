"""The four targets of the CHARM collaborative, as rates over families' facts.

Each function answers, for one family, one True or False per case in the denominator. Definitions are this project's
own, after the collaborative's published goals; a coalition may hold them against its state's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kinbridge.core.dates import Period
from kinbridge.measures.rules.facts import Fact, History

Counting = Callable[[History, Period], list[bool]]


@dataclass(frozen=True, slots=True)
class Measure:
    """`says` is the sentence under the title; `counts` and `of` are the words for numerator and denominator."""

    key: str
    title: str
    says: str
    counts: str
    of: str
    count: Counting
    version: str = "1"
    source: str = "CHARM collaborative, four goals"


def measure(key: str, title: str, *, counts: str, of: str) -> Callable[[Counting], Measure]:
    def make(count: Counting) -> Measure:
        if not count.__doc__:
            raise TypeError(f"{key}: write the docstring; it is the sentence people read.")
        return Measure(key, title, " ".join(count.__doc__.split()), counts, of, count)

    return make


@measure("early_prenatal", "Early prenatal care", counts="first visit before week 14", of="births in the period")
def early_prenatal(history: History, period: Period) -> list[bool]:
    """Of the births in the period, how many had a prenatal visit kept before week 14."""
    cases = []
    for birth in _births(history, period):
        began = birth.on - timedelta(weeks=int(birth.body["weeks"]))
        kept = [v for v in history.of("prenatal_visit") if v.body["kept"] and began <= v.on <= birth.on]
        cases.append(any(visit.body["weeks"] < 14 for visit in kept))
    return cases


@measure(
    "medication_at_birth",
    "Medication at birth",
    counts="on medication for OUD on the day of birth",
    of="births in the period to parents in treatment",
)
def medication_at_birth(history: History, period: Period) -> list[bool]:
    """Of the births in the period to parents with treatment on record, how many were on medication that day."""
    cases = []
    for birth in _births(history, period):
        if not any(start.on <= birth.on for start in (*history.of("admission"), *history.of("medication"))):
            continue
        steps = [step for step in history.of("medication") if step.on <= birth.on]
        cases.append(bool(steps) and steps[-1].body["step"] != "ended")
    return cases


@measure("counseling_begun", "Counseling begun", counts="counseling within 14 days", of="starts of treatment")
def counseling_begun(history: History, period: Period) -> list[bool]:
    """Of the starts of treatment in the period, how many were followed by a counseling visit within 14 days."""
    return [
        any(visit.on <= start.on + timedelta(days=14) for visit in _counseling(history, start.person, start.on))
        for start in history.within("admission", period)
    ]


@measure("counseling_engaged", "Counseling kept up", counts="four visits within 45 days", of="starts of treatment")
def counseling_engaged(history: History, period: Period) -> list[bool]:
    """Of the starts of treatment in the period, how many had at least four counseling visits within 45 days."""
    return [
        sum(visit.on <= start.on + timedelta(days=45) for visit in _counseling(history, start.person, start.on)) >= 4
        for start in history.within("admission", period)
    ]


@measure("needs_met", "Basic needs met", counts="confirmed met", of="needs found in the period")
def needs_met(history: History, period: Period) -> list[bool]:
    """Of the needs found in the period, how many were later confirmed as met."""
    return [
        any(
            step.body["need"] == found.body["need"] and step.body["step"] == "met" and step.on >= found.on
            for step in history.of("need", person=found.person)
        )
        for found in history.within("need", period)
        if found.body["step"] == "found"
    ]


def _births(history: History, period: Period) -> list[Fact]:
    """One birth per delivery: twins are born on the same day and count once."""
    return list({birth.on: birth for birth in history.within("birth", period)}.values())


def _counseling(history: History, person: int, since: date) -> list[Fact]:
    visits = history.of("attendance", person=person)
    return [v for v in visits if v.body["service"] in ("counseling", "group") and v.body["attended"] and v.on >= since]


MEASURES: tuple[Measure, ...] = (
    early_prenatal,
    medication_at_birth,
    counseling_begun,
    counseling_engaged,
    needs_met,
)
KINDS = ("prenatal_visit", "birth", "admission", "medication", "attendance", "need")
