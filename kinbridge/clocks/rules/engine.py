"""Runs the rules over one family's facts and says how each date stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from kinbridge.clocks.rules.case import Case, gather
from kinbridge.clocks.rules.contradictions import Contradiction, contradictions_in, with_what_may_contradict
from kinbridge.clocks.rules.deadline import DUE_SOON_DAYS, OPEN, Deadline, Status, by_due
from kinbridge.clocks.rules.facts import Fact, Kind
from kinbridge.clocks.rules.pack import RULES
from kinbridge.clocks.rules.rule import Due, Rule
from kinbridge.clocks.rules.terms import Terms, terms_for
from kinbridge.core.decision import Confidence

DOUBT = tuple(Confidence)


def deadlines(
    facts: Iterable[Fact], *, on: date, state: str | None = None, at: datetime | None = None
) -> tuple[Deadline, ...]:
    """Every date the facts of one family ask for, as it stands on `on` in `state`, earliest first."""
    return deadlines_under(terms_for(state, on), facts, on=on, at=at)


def deadlines_under(
    terms: Terms, facts: Iterable[Fact], *, on: date, at: datetime | None = None, rules: tuple[Rule, ...] = RULES
) -> tuple[Deadline, ...]:
    """The same, under a site's own terms. Facts that contradict each other feed no rule: those rules are `blocked`."""
    found: list[Deadline] = []
    for rule, case, doubt in _asked(terms, facts, on=on, at=at, rules=rules):
        if doubt is not None:
            found.append(_blocked(rule, case.subject, doubt))
        else:
            found.extend(settle(rule, due, case, _status(due, case)) for due in rule(case))
    return tuple(sorted(found, key=by_due))


def due_under(
    terms: Terms, facts: Iterable[Fact], *, on: date, days: int, at: datetime | None = None, rules: tuple[Rule, ...]
) -> tuple[Deadline, ...]:
    """Only the open ones that fall due in the next `days` or are overdue: `due_within`, without making all others."""
    last = on + timedelta(days=days)
    found: list[Deadline] = []
    for rule, case, doubt in _asked(terms, facts, on=on, at=at, rules=rules):
        if doubt is None:
            near = (due for due in rule(case) if due.due is not None and due.due <= last)
            found.extend(settle(rule, due, case, status) for due in near if (status := _status(due, case)) in OPEN)
    return tuple(sorted(found, key=by_due))


@lru_cache(maxsize=64)
def kinds_for(rules: tuple[Rule, ...]) -> frozenset[Kind]:
    """The kinds of fact by which these rules' dates stand. Facts of other kinds change none of them."""
    return with_what_may_contradict(frozenset[Kind]().union(*(rule.facts for rule in rules)))


def _asked(
    terms: Terms, facts: Iterable[Fact], *, on: date, at: datetime | None, rules: tuple[Rule, ...]
) -> Iterator[tuple[Rule, Case, Contradiction | None]]:
    """Each rule that some fact wakes, for each person, with the contradiction that keeps it from running if any."""
    gathered = gather(facts, on=on)
    disputed: dict[str, list[Contradiction]] = {}
    for clash in contradictions_in(gathered):
        disputed.setdefault(clash.first.subject, []).append(clash)
    woken_by = _woken_by(rules)
    for subject, by_kind in gathered.items():
        case = Case(subject, on, terms, by_kind, at)
        doubts = disputed.get(subject, ())
        for place in sorted({place for kind in by_kind for place in woken_by.get(kind, ())}):
            rule = rules[place]
            if not rule.term or terms.get(rule.term) is not None:
                yield rule, case, next((one for one in doubts if not one.kinds.isdisjoint(rule.facts)), None)


@lru_cache(maxsize=64)
def _woken_by(rules: tuple[Rule, ...]) -> dict[Kind, tuple[int, ...]]:
    """By kind of fact: the places of the rules that such a fact wakes."""
    found: dict[Kind, list[int]] = {}
    for place, rule in enumerate(rules):
        for kind in rule.starts:
            found.setdefault(kind, []).append(place)
    return {kind: tuple(places) for kind, places in found.items()}


def settle(rule: Rule, due: Due, case: Case, status: Status) -> Deadline:
    """One date with its rule, as it stands on the case's day."""
    met = due.met
    confidence = rule.confidence
    if due.confidence is not None and (due.settled or DOUBT.index(due.confidence) > DOUBT.index(confidence)):
        confidence = due.confidence
    return Deadline(
        rule=rule.id,
        lane=rule.lane,
        subject=case.subject,
        due=due.due,
        status=status,
        reasons=due.why,
        cite=due.cite or rule.cite,
        confidence=confidence,
        says=rule.says,
        title=rule.title,
        part=due.part,
        due_at=due.due_at,
        opens=due.opens,
        raw=due.raw,
        met_on=None if met is None else met.on,
        exempt_because=due.exempt,
        paused_days=due.paused_days,
        start=due.start,
        refs=_refs(due),
    )


def _refs(due: Due) -> tuple[str, ...]:
    """The entries the date rests on, once each."""
    used = (due.start.ref, "" if due.met is None else due.met.ref, *(fact.ref for fact in due.also))
    return tuple(dict.fromkeys(ref for ref in used if ref))


def _status(due: Due, case: Case) -> Status:
    if due.blocked:
        return Status.BLOCKED
    if due.met is not None:
        return Status.MET_LATE if _late(due, due.met) else Status.MET
    if due.superseded:
        return Status.SUPERSEDED
    if due.exempt:
        return Status.EXEMPT
    if due.paused:
        return Status.PAUSED
    if due.waiting:
        return Status.NOT_STARTED
    if due.due is None:
        return Status.RUNNING
    if _past(due, case):
        return Status.OVERDUE
    return Status.DUE_SOON if due.due - case.on <= timedelta(days=DUE_SOON_DAYS) else Status.RUNNING


def _late(due: Due, met: Fact) -> bool:
    if due.due_at is not None and met.at is not None and bool(due.due_at.tzinfo) == bool(met.at.tzinfo):
        return met.at > due.due_at
    return due.due is not None and met.on > due.due + timedelta(days=due.grace)


def _past(due: Due, case: Case) -> bool:
    if due.due_at is not None and case.at is not None and bool(due.due_at.tzinfo) == bool(case.at.tzinfo):
        return case.at > due.due_at
    return due.due is not None and due.due + timedelta(days=due.grace) < case.on


def _blocked(rule: Rule, subject: str, doubt: Contradiction) -> Deadline:
    return Deadline(
        rule=rule.id,
        lane=rule.lane,
        subject=subject,
        due=None,
        status=Status.BLOCKED,
        reasons=(doubt.says, "nothing is computed from them until one is corrected"),
        cite=rule.cite,
        confidence=rule.confidence,
        says=rule.says,
        title=rule.title,
        refs=tuple(fact.ref for fact in doubt.facts if fact.ref),
    )
