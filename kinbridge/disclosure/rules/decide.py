"""From rules to a decision: every law on the record must allow it, one ground within a law is enough, a no wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kinbridge.consents.rules import GAPS, Account, Authority, Defect, Gap, Kind, account_of
from kinbridge.core.decision import Decision, Outcome, Reason
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Standing
from kinbridge.disclosure.rules.ask import Ask, PapersNeeded, Unfiled
from kinbridge.disclosure.rules.least import Least, least
from kinbridge.disclosure.rules.obligations import Obligation
from kinbridge.disclosure.rules.rule import Effect, Held, Rule
from kinbridge.disclosure.rules.wording import asker_words, purpose_words, record_words

CONCEALED = frozenset({Regime.PART2, Regime.DV_PROGRAM})
"""Under these laws the mere fact that there is a record is protected (42 CFR 2.13(c); 34 USC 12291(b)(2))."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules in force on a day for a record under these laws."""

    denials: tuple[Rule, ...]
    permissions: tuple[tuple[Regime, tuple[Rule, ...]], ...]
    silences: Mapping[Regime, tuple[Rule, ...]]
    additions: tuple[Rule, ...] = ()

    def narrowed(self, ask: Unfiled) -> Plan:
        """Without the rules that say no to this before they look at any paper."""
        return Plan(
            _possible(self.denials, ask),
            tuple((regime, _possible(rules, ask)) for regime, rules in self.permissions),
            {regime: _possible(rules, ask) for regime, rules in self.silences.items()},
            _possible(self.additions, ask),
        )


@dataclass(frozen=True, slots=True)
class Statutes:
    """The law as written here: the rules that stand for every record, those of each law, and what each state adds.

    A state's rules forbid or add duties. None of them allows: state law never opens what federal law closes (2.20).
    """

    everywhere: tuple[Rule, ...]
    of: Mapping[Regime, tuple[Rule, ...]]
    states: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[Rule, ...]:
        each = (rule for some in (self.of, self.states) for rules in some.values() for rule in rules)
        return tuple(dict.fromkeys((*self.everywhere, *each)))

    def plan(self, regimes: Iterable[Regime], on: date, states: Iterable[str] = ()) -> Plan:
        laws = {regime: _current((*self.everywhere, *self.of.get(regime, ())), on) for regime in sorted(regimes)}
        overlay = _current((rule for state in sorted(states) for rule in self.states.get(state, ())), on)
        every = (rule for rules in (*laws.values(), overlay) for rule in rules)
        denials = dict.fromkeys(rule for rule in every if rule.effect is Effect.DENIES)
        return Plan(
            tuple(sorted(denials, key=lambda rule: rule.id)),
            tuple((regime, _widest_first(rules)) for regime, rules in laws.items()),
            {regime: _only(Effect.WITHHOLDS, rules) for regime, rules in laws.items()},
            _only(Effect.ADDS, overlay),
        )


def _possible(rules: Iterable[Rule], ask: Unfiled) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if _may_hold(rule, ask))


def _may_hold(rule: Rule, ask: Unfiled) -> bool:
    try:
        return bool(rule.holds(ask))
    except PapersNeeded:
        return True


def _current(rules: Iterable[Rule], on: date) -> tuple[Rule, ...]:
    return tuple(sorted((rule for rule in rules if rule.in_force(on)), key=lambda rule: rule.id))


def _only(effect: Effect, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.effect is effect)


def _widest_first(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted(_only(Effect.ALLOWS, rules), key=lambda rule: (bool(rule.limits), rule.id)))


class Grant(NamedTuple):
    """A permission that holds, and what matters of the paper it rests on."""

    rule: Rule
    paper: str = ""
    only: tuple[str, ...] = ()
    compels: bool = False

    @property
    def limits(self) -> tuple[str, ...]:
        return self.only or self.rule.limits


def _grant(rule: Rule, held: Held) -> Grant:
    return Grant(rule, held.id, held.only, held.compels) if isinstance(held, Authority) else Grant(rule)


def decide(ask: Ask, plan: Plan) -> Decision:
    denials = [rule for rule in plan.denials if rule.holds(ask)]
    grants, silent = [], []
    for regime, rules in plan.permissions:
        if grant := _widest(rules, ask):
            grants.append(grant)
        else:
            silent.append(regime)
    if not denials and not silent:
        return _permission(tuple(grants), tuple(rule for rule in plan.additions if rule.holds(ask)), least(ask))
    silences = [rule for regime in silent for rule in plan.silences[regime] if rule.holds(ask)]
    return _refuse(ask, dict.fromkeys((*denials, *silences)))


def _widest(rules: Iterable[Rule], ask: Ask) -> Grant | None:
    narrower: Grant | None = None
    for rule in rules:
        if held := rule.holds(ask):
            grant = _grant(rule, held)
            if not grant.limits:
                return grant
            narrower = narrower or grant
    return narrower


# The same few answers come back for label after label; each is put together once.
@lru_cache(maxsize=4096)
def _permission(grants: tuple[Grant, ...], additions: tuple[Rule, ...], wanted: Least) -> Decision:
    limits = _once(limit for grant in grants for limit in grant.limits)
    rules = (*(grant.rule for grant in grants), *additions)
    duties = _once(duty for rule in rules for duty in rule.duties)
    needed = wanted.beside(_once(part for grant in grants for part in grant.only))
    return Decision(
        Outcome.PERMIT_LIMITED if limits else Outcome.PERMIT,
        tuple(rule.reason for rule in rules),
        limits=limits,
        obligations=duties,
        authorities=_once(grant.paper for grant in grants if grant.paper),
        fields=needed.fields if Obligation.MINIMUM in duties else (),
        unless_ticked=needed.unless_ticked if Obligation.MINIMUM in duties else (),
        human_review=any(grant.rule.review for grant in grants),
        must=all(grant.rule.must or grant.compels for grant in grants),
    )


def _refuse(ask: Ask, rules: Iterable[Rule]) -> Decision:
    asker, purpose, category = ask.asker.kind, ask.purpose, ask.item.category
    plain = _refusal(tuple(rules), asker, purpose, category, _is_neutral(ask))
    shortfalls = _shortfalls(ask)
    if not shortfalls:
        return plain
    return replace(
        plain,
        reasons=(*plain.reasons, *(Reason(str(code), of.says, of.cite) for code, of in shortfalls.items())),
        obligations=_once((*plain.obligations, *_mending(ask, shortfalls))),
        would_open=_once((*plain.would_open, *(of.mend for of in shortfalls.values()))),
        human_review=plain.human_review or Defect.KNOWN_FALSE in shortfalls,
    )


@lru_cache(maxsize=4096)
def _refusal(
    rules: tuple[Rule, ...],
    asker: OrganizationKind | Standing | None,
    purpose: Purpose | None,
    category: Category | None,
    neutral: bool,
) -> Decision:
    words = {
        "asker": asker_words(asker),
        "purpose": purpose_words(purpose),
        "record": record_words(category),
    }
    return Decision(
        Outcome.DENY,
        tuple(rule.reason for rule in rules),
        obligations=_once(duty for rule in rules for duty in rule.duties),
        would_open=_once(rule.opens.format_map(words) for rule in rules if rule.opens),
        neutral=neutral,
        human_review=any(rule.review for rule in rules),
    )


def _shortfalls(ask: Ask) -> dict[str, Account]:
    """What is wrong with the papers that were meant for this, or why one comes close and does not reach it."""
    found: dict[str, Account] = {}
    for paper, wrong, short in ask.consents:
        if not wrong and len(short) == 1:
            found[short[0]] = GAPS[short[0]]
        elif Gap.RECIPIENT not in short or not paper.recipients:
            found.update((defect, account_of(defect)) for defect in wrong)
    for paper in ask.on_file:
        # Another partner's faulty agreement is no concern of this asker, and telling of it would tell them of it.
        if paper.kind is not Kind.CONSENT and (not paper.recipients or ask.reaches(paper)):
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
            yield _MENDS[code]
    if Defect.WITHDRAWN in shortfalls and any(paper.revoked_orally for paper in ask.on_file):
        yield Obligation.WRITTEN_REVOCATION


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


NOTHING_HERE = Decision(Outcome.DENY, ())
"""What a neutral refusal looks like from outside: as if there were nothing to refuse."""


def as_shown(decision: Decision) -> Decision:
    """The decision as the asker may see it. Reasons of a neutral refusal are for the audit only (42 CFR 2.13(c))."""
    return NOTHING_HERE if decision.neutral else decision


class Trial(NamedTuple):
    """One rule tried: whether it held, and what it came to, in words."""

    rule: Rule
    held: bool
    why: str


def tried(ask: Ask, plan: Plan) -> list[Trial]:
    """Every rule in the plan. What explains a silence holds only where nothing allows the record under its law."""
    trials = [_try(rule, rule.holds(ask)) for rule in plan.denials]
    for regime, rules in plan.permissions:
        answers = [(rule, rule.holds(ask)) for rule in rules]
        trials.extend(_try(rule, held) for rule, held in answers)
        allowed = any(held for _, held in answers)
        trials.extend(_try(rule, not allowed and rule.holds(ask)) for rule in plan.silences[regime])
    trials.extend(_try(rule, rule.holds(ask)) for rule in plan.additions)
    return list({trial.rule: trial for trial in trials}.values())


_WORDS = {
    (Effect.ALLOWS, True): "It allows this.",
    (Effect.ALLOWS, False): "Its conditions are not met.",
    (Effect.DENIES, True): "It forbids this.",
    (Effect.DENIES, False): "It does not stand in the way.",
    (Effect.WITHHOLDS, True): "Nothing allows this, and here is why.",
    (Effect.WITHHOLDS, False): "It does not apply.",
    (Effect.ADDS, True): "It adds to what goes with a yes.",
    (Effect.ADDS, False): "It does not apply.",
}


def _try(rule: Rule, held: Held) -> Trial:
    on_paper = f" It rests on paper {held.id}." if isinstance(held, Authority) and held.id else ""
    return Trial(rule, bool(held), _WORDS[rule.effect, bool(held)] + on_paper)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
