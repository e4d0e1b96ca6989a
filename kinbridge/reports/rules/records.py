"""A family's facts as records of a federal file. Nothing is guessed: what is not on record is empty, or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kinbridge.reports.rules.layouts import LAYOUTS

YES, NO, UNKNOWN = "1", "2", "9"
SOURCE_NOT_TOLD = "99"
FINDINGS = {
    "substantiated": "01",
    "indicated": "02",
    "alternative_response_victim": "03",
    "alternative_response_not_a_victim": "04",
    "unsubstantiated": "05",
    "intentionally_false": "06",
    "closed_without_finding": "07",
    "no_maltreatment_alleged": "08",
}
KNOWN = {"yes": YES, "no": NO, "unknown": UNKNOWN}
CLOSED_WITHIN = timedelta(days=365)
PLANNED = ("signed", "handed_over", "acknowledged", "reviewed")
INFANT = timedelta(days=365)
KINDS = {
    "ncands": ("report", "disposition", "milestone", "removal", "plan_step", "referral_step", "ei_referral"),
    "afcars": ("removal", "removal_circumstances", "return_home"),
}
"""The kinds of fact that each file is drawn from, and no others."""


@dataclass(frozen=True, slots=True)
class Fact:
    id: int
    child: int
    kind: str
    on: date
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Child:
    """`mark` stands for the child in every file; it leads back to nobody."""

    id: int
    mark: str
    born: date | None


@dataclass(frozen=True, slots=True)
class Year:
    """A federal fiscal year, by the calendar year in which it ends."""

    ends_in: int

    @property
    def since(self) -> date:
        return date(self.ends_in - 1, 10, 1)

    @property
    def until(self) -> date:
        """The first day after it."""
        return date(self.ends_in, 10, 1)

    def __contains__(self, day: date) -> bool:
        return self.since <= day < self.until


Row = dict[str, str]


def ncands(children: Iterable[Child], facts: Sequence[Fact], *, year: Year, mark: Mapping[int, str]) -> Iterator[Row]:
    """Of one family: a record for each child whose report was closed in the year. `mark` gives a report's own."""
    for child in children:
        for closed in _of(facts, child, "disposition"):
            report = _last_before(_of(facts, child, "report"), closed)
            if closed.on in year and report is not None and closed.on - report.on <= CLOSED_WITHIN:
                yield _closed(child, facts, report, closed, year, mark[report.id])


def _closed(child: Child, facts: Sequence[Fact], report: Fact, closed: Fact, year: Year, mark: str) -> Row:
    said = closed.body
    started = _first_from(_of(facts, child, "milestone", what="investigation_started"), report.on)
    removed = _first_from(_of(facts, child, "removal"), report.on, until=year.until)
    exposed = "yes" in (said.get("child_alcohol"), said.get("child_drug"))
    infant = child.born is not None and report.on - child.born < INFANT
    asked = exposed and infant
    return {
        "RPTID": mark,
        "CHID": child.mark,
        "RPTDT": report.on.isoformat(),
        "INVDATE": started.on.isoformat() if started else "",
        "RPTSRC": SOURCE_NOT_TOLD,
        "RPTDISP": FINDINGS[said["finding"]],
        "RPTDISDT": closed.on.isoformat(),
        "CHBDATE": child.born.isoformat() if child.born else "",
        "CDALC": KNOWN[said.get("child_alcohol", "unknown")],
        "CDDRUG": KNOWN[said.get("child_drug", "unknown")],
        "FCALC": KNOWN[said.get("caretaker_alcohol", "unknown")],
        "FCDRUG": KNOWN[said.get("caretaker_drug", "unknown")],
        "FOSTERCR": YES if removed else NO,
        "RMVDATE": removed.on.isoformat() if removed else "",
        "SAFECARE": _known(asked, _any(facts, "plan_step", *PLANNED)),
        "CARAREF": _known(asked, _any(facts, "referral_step", "sent") or _any(facts, "ei_referral", "referred")),
    }


def _known(asked: bool, found: bool) -> str:
    """A plan or referral that is not on the agency's own record may still be there: that is unknown, and not a no."""
    return "" if not asked else YES if found else UNKNOWN


def _any(facts: Iterable[Fact], kind: str, *steps: str) -> bool:
    return any(fact.kind == kind and fact.body.get("step") in steps for fact in facts)


CIRCUMSTANCES = {one.circumstance: one.name for one in LAYOUTS["afcars"].elements if one.circumstance}


def afcars(children: Iterable[Child], facts: Sequence[Fact], *, year: Year, mark: Mapping[int, str]) -> Iterator[Row]:
    """Of one family: a record for each removal of a child who was away from home on any day of the year."""
    for child in children:
        for removed in _of(facts, child, "removal"):
            home = _first_from(_of(facts, child, "return_home"), removed.on)
            if removed.on < year.until and (home is None or home.on >= year.since):
                yield _removed(child, facts, removed, home)


def _removed(child: Child, facts: Sequence[Fact], removed: Fact, home: Fact | None) -> Row:
    said = _first_from(_of(facts, child, "removal_circumstances"), removed.on)
    apply = None if said is None else set(said.body.get("apply", ()))
    return {
        "CHILD": child.mark,
        "E5": child.born.isoformat() if child.born else "",
        "E69": removed.on.isoformat(),
        **{name: _applies(code, apply) for code, name in CIRCUMSTANCES.items()},
        "E153": home.on.isoformat() if home else "",
    }


def _applies(code: str, apply: set[str] | None) -> str:
    if apply is None:
        return "not recorded"
    return "applies" if code in apply else "does not apply"


def _of(facts: Iterable[Fact], child: Child, kind: str, **said: str) -> list[Fact]:
    return [
        fact
        for fact in facts
        if fact.kind == kind
        and fact.child == child.id
        and all(fact.body.get(name) == value for name, value in said.items())
    ]


def _last_before(facts: Iterable[Fact], other: Fact) -> Fact | None:
    return max((fact for fact in facts if fact.on <= other.on), key=lambda fact: (fact.on, fact.id), default=None)


def _first_from(facts: Iterable[Fact], day: date, *, until: date = date.max) -> Fact | None:
    inside = (fact for fact in facts if day <= fact.on < until)
    return min(inside, key=lambda fact: (fact.on, fact.id), default=None)


DRAW = {"ncands": ncands, "afcars": afcars}
