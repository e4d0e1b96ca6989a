"""May this be shared? The law, one function for each provision, and the one answer that all pages and machines get.

    decision = may_share(Ask(item=..., asker=..., purpose=..., on=..., authorities=(...), facts=Facts(...)))

`Item` is a label (whose record, about whom, of what sort, under which laws, how received), `Asker` who would get it,
`Authority` (from `kinbridge.consents.rules`) a paper on file, `Facts` the known circumstances. All are frozen and can
be filled from rows; what is left out is unknown, and what is unknown opens nothing. Call `may_share` once for each
distinct label; questions that differ only in who is who share one answer (see `situation`). `explain(ask)` lists every
rule tried, whether it held, and on which paper. `RULES` is the whole law as written here, each with `id`, `cite`,
`says`, `since`, `until`, `confidence` and `effect`.

A `neutral` refusal is shown exactly as if there were nothing (42 CFR 2.13(c)): give pages and machines
`as_shown(decision)`; its reasons and `would_open` are for the audit and the privacy officer only. `obligations` are
codes of `Obligation`, each with its sentence in `.says`.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kinbridge.consents.rules import Authority
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Regime
from kinbridge.disclosure.rules import (
    benefits,
    capta,
    community,
    courts,
    deidentified,
    everywhere,
    ferpa,
    hipaa,
    hipaa_law,
    ive,
    own_lists,
    own_notes,
    part2,
    part2_consents,
    part2_exceptions,
    part2_onward,
    part2_orders,
    part2_within,
    part_c,
    sensitive,
    state_law,
    tribes,
    vawa,
)
from kinbridge.disclosure.rules.ask import Ask, Sought, Unfiled
from kinbridge.disclosure.rules.decide import Plan, Statutes, Trial, as_shown, decide, tried, unanswerable
from kinbridge.disclosure.rules.facts import Facts
from kinbridge.disclosure.rules.kept import Kept
from kinbridge.disclosure.rules.obligations import Obligation
from kinbridge.disclosure.rules.parties import Asker, Item, ReceivedUnder, inherited
from kinbridge.disclosure.rules.policy import inputs_missing
from kinbridge.disclosure.rules.rule import Effect, Rule
from kinbridge.disclosure.rules.situation import Situation, nameless, situation, with_papers

LAW = Statutes(
    everywhere=(
        *everywhere.RULES,
        *sensitive.RULES,
        *courts.EVERYWHERE,
        *deidentified.RULES,
        *state_law.EVERYWHERE,
        *own_notes.RULES,
    ),
    of={
        Regime.PART2: (
            *part2_consents.RULES,
            *part2_within.RULES,
            *part2_exceptions.RULES,
            *part2_orders.RULES,
            *part2_onward.RULES,
            *part2.RULES,
            *own_lists.RULES,
        ),
        Regime.HIPAA: (*hipaa.RULES, *hipaa_law.RULES, *own_lists.RULES),
        Regime.CHILD_WELFARE: (*capta.RULES, *ive.RULES),
        Regime.COURT: courts.RULES,
        Regime.FERPA: ferpa.RULES,
        Regime.PART_C: part_c.RULES,
        Regime.DV_PROGRAM: vawa.RULES,
        Regime.MEDICAID: benefits.MEDICAID,
        Regime.TANF: benefits.RULES,
        Regime.TRIBAL: tribes.RULES,
        Regime.COMMUNITY: community.RULES,
    },
    states=state_law.STATES,
)
RULES: tuple[Rule, ...] = (inputs_missing, *LAW.rules)


@lru_cache(maxsize=1024)
def _plan(regimes: frozenset[Regime], on: date, states: tuple[str, ...]) -> Plan:
    return LAW.plan(regimes, on, states)


def may_share(ask: Ask) -> Decision:
    """Whether this may be shared, with reasons, limits and what travels with it, or what would open the door."""
    if missing := ask.missing:
        return unanswerable(missing, inputs_missing)
    found = answer(situation(ask))
    decision: Decision = found.value
    if not decision.authorities:
        return decision
    return ask.on_file.once(found, lambda: with_papers(decision, ask.on_file))


def _decided(ask: Ask) -> Decision:
    return decide(ask, _plan(ask.item.regimes, ask.day, ask.states))


@lru_cache(maxsize=65536)
def answer(these: Situation) -> Kept:
    """The decision in a situation. Papers are numbered in it; `with_papers` gives them back their ids."""
    return Kept(decide(nameless(these), _narrowed(these.without_papers)))


@lru_cache(maxsize=4096)
def _narrowed(these: Situation) -> Plan:
    ask = nameless(these)
    return _plan(ask.item.regimes, ask.day, ask.states).narrowed(Unfiled.of(ask))


def explain(ask: Ask) -> list[Trial]:
    """Every rule in force for this record on this day: whether it held, and why."""
    whole = Trial(inputs_missing, bool(ask.missing), ", ".join(ask.missing) or "Everything it needs is known.")
    return [whole] if ask.missing else [whole, *tried(ask, _plan(ask.item.regimes, ask.day, ask.states))]


__all__ = [
    "LAW",
    "RULES",
    "Ask",
    "Asker",
    "Authority",
    "Decision",
    "Effect",
    "Facts",
    "Item",
    "Obligation",
    "ReceivedUnder",
    "Rule",
    "Sought",
    "Trial",
    "as_shown",
    "inherited",
    "explain",
    "may_share",
]
