"""From rules to a decision: every law on the record must allow it, one ground within a law is enough, a no wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kinbridge.consents.rules import GAPS, Account, Authority, Defect, Gap, Kind, account_of
from kinbridge.core.decision import Decision, Outcome, Reason
from kinbridge.core.vocabulary import Regime
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation
from kinbridge.disclosure.rules.rule import Effect, Rule

CONCEALED = frozenset({Regime.PART2, Regime.DV_PROGRAM})
"""Under these laws the mere fact that there is a record is protected (42 CFR 2.13(c); 34 USC 12291(b)(2))."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules in force on a day for a record under these laws."""

    denials: tuple[Rule, ...]
    permissions: tuple[tuple[Regime, tuple[Rule, ...]], ...]
    silences: Mapping[Regime, tuple[Rule, ...]]


@dataclass(frozen=True, slots=True)
class Statutes:
    """The law as written here: the rules that stand for every record, and those of each law."""

    everywhere: tuple[Rule, ...]
    of: Mapping[Regime, tuple[Rule, ...]]

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(dict.fromkeys((*self.everywhere, *(rule for rules in self.of.values() for rule in rules))))

    def plan(self, regimes: Iterable[Regime], on: date) -> Plan:
        laws = {regime: _current((*self.everywhere, *self.of.get(regime, ())), on) for regime in sorted(regimes)}
        denials = dict.fromkeys(rule for rules in laws.values() for rule in rules if rule.effect is Effect.DENIES)
        return Plan(
            tuple(sorted(denials, key=lambda rule: rule.id)),
            tuple((regime, _widest_first(rules)) for regime, rules in laws.items()),
            {regime: _only(Effect.WITHHOLDS, rules) for regime, rules in laws.items()},
        )


def _current(rules: Iterable[Rule], on: date) -> tuple[Rule, ...]:
    return tuple(sorted((rule for rule in rules if rule.in_force(on)), key=lambda rule: rule.id))


def _only(effect: Effect, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.effect is effect)


def _widest_first(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted(_only(Effect.ALLOWS, rules), key=lambda rule: (bool(rule.limits), rule.id)))


class Grant(NamedTuple):
    rule: Rule
    paper: Authority | None

    @property
    def limits(self) -> tuple[str, ...]:
        return self.paper.only if self.paper and self.paper.only else self.rule.limits


def decide(ask: Ask, plan: Plan) -> Decision:
    denials = [rule for rule in plan.denials if rule.holds(ask)]
    grants, silent = [], []
    for regime, rules in plan.permissions:
        if grant := _widest(rules, ask):
            grants.append(grant)
        else:
            silent.append(regime)
    if not denials and not silent:
        return _permit(grants)
    silences = dict.fromkeys(rule for regime in silent for rule in plan.silences[regime])
    return _refuse(ask, [*denials, *(rule for rule in silences if rule.holds(ask))])


def _widest(rules: Iterable[Rule], ask: Ask) -> Grant | None:
    narrower: Grant | None = None
    for rule in rules:
        if held := rule.holds(ask):
            grant = Grant(rule, held if isinstance(held, Authority) else None)
            if not grant.limits:
                return grant
            narrower = narrower or grant
    return narrower


def _permit(grants: list[Grant]) -> Decision:
    limits = _once(limit for grant in grants for limit in grant.limits)
    return Decision(
        Outcome.PERMIT_LIMITED if limits else Outcome.PERMIT,
        tuple(grant.rule.reason for grant in grants),
        limits=limits,
        obligations=_once(duty.value for grant in grants for duty in grant.rule.obligations),
        authorities=_once(grant.paper.id for grant in grants if grant.paper and grant.paper.id),
        human_review=any(grant.rule.review for grant in grants),
        must=all(grant.rule.must or (grant.paper is not None and grant.paper.compels) for grant in grants),
    )


def _refuse(ask: Ask, rules: list[Rule]) -> Decision:
    shortfalls = _shortfalls(ask)
    duties = [duty.value for rule in rules for duty in rule.obligations]
    openings = [_in_words(rule.opens, ask) for rule in rules if rule.opens]
    return Decision(
        Outcome.DENY,
        (*(rule.reason for rule in rules), *(Reason(code, of.says, of.cite) for code, of in shortfalls.items())),
        obligations=_once((*duties, *_mending(ask, shortfalls))),
        would_open=_once((*openings, *(of.mend for of in shortfalls.values()))),
        neutral=_is_neutral(ask),
        human_review=any(rule.review for rule in rules) or Defect.KNOWN_FALSE in shortfalls,
    )


def _shortfalls(ask: Ask) -> dict[str, Account]:
    """What is wrong with the papers that were meant for this, or why one comes close and does not reach it."""
    found: dict[str, Account] = {}
    for paper, wrong, short in ask.consents:
        if not wrong and len(short) == 1:
            found[short[0]] = GAPS[short[0]]
        elif Gap.RECIPIENT not in short or not paper.recipients:
            found.update((defect, account_of(defect)) for defect in wrong)
    for paper in ask.authorities:
        if paper.kind is not Kind.CONSENT:
            found.update((defect, account_of(defect)) for defect in paper.defects)
    return dict(sorted(found.items()))


_MENDS = {
    Defect.NO_REDISCLOSURE: Obligation.CORRECTED_CONSENT,
    Defect.LEGAL_COMBINED: Obligation.CORRECTED_CONSENT,
    Defect.MINOR: Obligation.CORRECTED_CONSENT,
    Defect.OLD_FORM: Obligation.CORRECTED_CONSENT,
}


def _mending(ask: Ask, shortfalls: Mapping[str, Account]) -> Iterator[str]:
    for code in shortfalls:
        if isinstance(code, Defect) and code in _MENDS:
            yield _MENDS[code].value
    if Defect.WITHDRAWN in shortfalls and any(paper.revoked_orally for paper in ask.authorities):
        yield Obligation.WRITTEN_REVOCATION.value


def _in_words(sentence: str, ask: Ask) -> str:
    asker, purpose, record = ask.asker.kind, ask.purpose, ask.item.category
    return sentence.format(
        asker=f"the {asker.replace('_', ' ')}" if asker else "the recipient",
        purpose=purpose.replace("_", " ") if purpose else "sharing",
        record=f"{record.replace('_', ' ')} records" if record else "the record",
    )


def _is_neutral(ask: Ask) -> bool:
    """Whether the asker must not even learn that there is a record: unless it is theirs, or a paper let them know."""
    if CONCEALED.isdisjoint(ask.item.regimes) or ask.to_self or ask.by_own_program:
        return False
    if ask.by_own_organization and not ask.item.at_source:
        return False
    strangers = {Gap.RECIPIENT, Gap.DISCLOSER, Gap.SUBJECT}
    return not any(not wrong and strangers.isdisjoint(short) for _, wrong, short in ask.consents)


def unanswerable(missing: tuple[str, ...], rule: Rule) -> Decision:
    """The answer where an input is missing or cannot be read."""
    wanting = tuple(f"Say {name}." for name in missing)
    return Decision(Outcome.DENY, (rule.reason,), would_open=wanting, neutral=True)


class Trial(NamedTuple):
    """One rule tried: whether it held, and what it came to, in words."""

    rule: Rule
    held: bool
    why: str


def tried(ask: Ask, plan: Plan) -> list[Trial]:
    everything = dict.fromkeys(
        (
            *plan.denials,
            *(r for _, rules in plan.permissions for r in rules),
            *(r for s in plan.silences.values() for r in s),
        )
    )
    return [_try(rule, ask) for rule in everything]


_WORDS = {
    (Effect.ALLOWS, True): "It allows this.",
    (Effect.ALLOWS, False): "Its conditions are not met.",
    (Effect.DENIES, True): "It forbids this.",
    (Effect.DENIES, False): "It does not stand in the way.",
    (Effect.WITHHOLDS, True): "Where nothing allows it, this is why.",
    (Effect.WITHHOLDS, False): "It does not apply.",
}


def _try(rule: Rule, ask: Ask) -> Trial:
    held = rule.holds(ask)
    on_paper = f" It rests on paper {held.id}." if isinstance(held, Authority) and held.id else ""
    return Trial(rule, bool(held), _WORDS[rule.effect, bool(held)] + on_paper)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
