"""Stays in foster care: when each began, when the law counts it as entered, and when it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from msgspec.structs import replace as changed

from kinbridge.clocks.rules.case import Case
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.rule import Due
from kinbridge.core.dates import Period

STARTS = (Kind.REMOVAL, Kind.VOLUNTARY_PLACEMENT, Kind.ENTERED_CARE)
SHAPES = (Kind.ABUSE_FINDING, Kind.EXIT, Kind.OUTSIDE_FACILITY)
ENTRY_CAP_DAYS = 60


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in foster care. `entered` is the legal entry date (42 USC 675(5)(F)), never assumed to be the
    removal.
    """

    start: Fact
    entered: date
    why: str
    exit: Fact | None = None

    @property
    def counted(self) -> Period:
        """From legal entry to exit; empty when the child left before the law counts the stay as begun."""
        until = None if self.exit is None else max(self.exit.on, self.entered)
        return Period(self.entered, until)


def stays(case: Case) -> tuple[Stay, ...]:
    """Every stay, in order. A start inside an open stay belongs to it; a stay ends at the first exit after it began."""
    known = case.memo.get("stays")
    if not isinstance(known, tuple):
        known = case.memo["stays"] = _stays(case)
    return known


def _stays(case: Case) -> tuple[Stay, ...]:
    found: list[Stay] = []
    for start in sorted((f for kind in STARTS for f in case.all(kind)), key=lambda f: (f.on, STARTS.index(f.kind))):
        before = found[-1] if found else None
        if before is None or (before.exit is not None and before.exit.on <= start.on):
            exit_ = case.first(Kind.EXIT, since=start.on + timedelta(days=1))
            since = before.exit.on if before is not None and before.exit is not None else date.min
            found.append(_enter(case, start, since=since, exit_=exit_))
    if case.terms.says("outside_facility") == "discharge":
        return tuple(piece for stay in found for piece in _split(case, stay))
    return tuple(found)


def current(case: Case) -> Stay | None:
    """The latest stay, whether or not it has ended."""
    every = stays(case)
    return every[-1] if every else None


def _enter(case: Case, start: Fact, *, since: date, exit_: Fact | None) -> Stay:
    until = exit_.on if exit_ is not None else None
    recorded = case.first(Kind.ENTERED_CARE, since=start.on, until=until)
    if recorded is not None:
        return Stay(start, recorded.on, "the entry date is on file", exit_)
    if case.terms.says("entry_date") == "removal":
        return Stay(start, start.on, "this state counts from the removal", exit_)
    cap = start.on + timedelta(days=ENTRY_CAP_DAYS)
    finding = case.first(Kind.ABUSE_FINDING, since=since, until=cap + timedelta(days=1))
    if finding is not None:
        return Stay(start, max(finding.on, start.on), "a court found abuse or neglect", exit_)
    return Stay(start, cap, "60 days after removal, as no court finding came sooner", exit_)


def _split(case: Case, stay: Stay) -> list[Stay]:
    """The site treats a stay outside foster care as a discharge: each return begins a new stay."""
    pieces = [stay]
    for away in case.all(Kind.OUTSIDE_FACILITY):
        last = pieces[-1]
        if away.on > last.entered and (last.exit is None or away.on < last.exit.on):
            pieces[-1] = replace(last, exit=changed(away, kind=Kind.EXIT, until=None))
            if away.until is not None:
                back = changed(away, kind=Kind.ENTERED_CARE, on=away.until, until=None)
                pieces.append(Stay(back, away.until, "the child came back to foster care", last.exit))
    return pieces


def pauses(case: Case) -> tuple[Period, ...]:
    """Stays outside foster care that stop review and hearing clocks, unless the site treats them as a discharge."""
    return () if case.terms.says("outside_facility") == "discharge" else case.stretches(Kind.OUTSIDE_FACILITY)


def ends_with(stay: Stay, due: Due) -> Due:
    """The same date, laid to rest if the child left care before it was met."""
    if stay.exit is None or due.met is not None or due.exempt:
        return due
    return changed(due, superseded=True, why=(*due.why, "the child has left care, so this no longer runs"))
