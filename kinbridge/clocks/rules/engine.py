"""Runs the rules over one family's facts and says how each date stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kinbridge.clocks.rules.case import Case, gather
from kinbridge.clocks.rules.contradictions import Contradiction, contradictions
from kinbridge.clocks.rules.deadline import DUE_SOON_DAYS, Deadline, Status, by_due
from kinbridge.clocks.rules.facts import Fact
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
    facts = tuple(facts)
    found: list[Deadline] = []
    disputed: dict[str, list[Contradiction]] = {}
    for clash in contradictions(facts, on=on):
        disputed.setdefault(clash.first.subject, []).append(clash)
    for subject, by_kind in gather(facts, on=on).items():
        case = Case(subject, on, terms, by_kind, at)
        present = by_kind.keys()
        doubts = disputed.get(subject, [])
        for rule in rules:
            if rule.starts.isdisjoint(present) or (rule.term and terms.get(rule.term) is None):
                continue
            doubt = (
                next((clash for clash in doubts if not clash.kinds.isdisjoint(rule.facts)), None) if doubts else None
            )
            if doubt is not None:
                found.append(_blocked(rule, subject, doubt))
            else:
                found.extend(settle(rule, due, case) for due in rule(case))
    return tuple(sorted(found, key=by_due))


def settle(rule: Rule, due: Due, case: Case) -> Deadline:
    """How one date stands on the case's day."""
    met = due.met
    confidence = rule.confidence
    if due.confidence is not None and (due.settled or DOUBT.index(due.confidence) > DOUBT.index(confidence)):
        confidence = due.confidence
    return Deadline(
        rule=rule.id,
        lane=rule.lane,
        subject=case.subject,
        due=due.due,
        status=_status(due, case),
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
