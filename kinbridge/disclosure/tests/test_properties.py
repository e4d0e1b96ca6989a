"""What holds for every question to the gate, whatever the record, the asker, the papers and the facts."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kinbridge.consents.rules import Authority, Form, Kind
from kinbridge.core.decision import Decision, Outcome
from kinbridge.core.vocabulary import OrganizationKind, Purpose, Regime
from kinbridge.disclosure.case_files import cases
from kinbridge.disclosure.rules import LAW, Ask, as_shown, inherited, may_share
from kinbridge.disclosure.rules.decide import Statutes, decide
from kinbridge.disclosure.rules.part2 import COMMUNITY
from kinbridge.disclosure.rules.parties import HEALTH_CARE
from kinbridge.disclosure.rules.rule import Effect, Rule, denies
from kinbridge.disclosure.tests.asks import LIMITS, asks, items, papers, worlds
from kinbridge.disclosure.vignette_words import DEFECTS
from kinbridge.disclosure.vignettes import read

EXAMPLES = int(os.environ.get("KINBRIDGE_EXAMPLES", "50"))
"""A quick look on every run; set KINBRIDGE_EXAMPLES=20000 for a long one."""
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)


def opens(ask: Ask) -> bool:
    return may_share(ask).allowed


def by(law: Statutes, ask: Ask) -> Decision:
    return decide(ask, law.plan(ask.item.regimes, ask.day, ask.states))


def changed(law: Statutes, keep: Any) -> Statutes:
    """The same law with each set of rules put through `keep`."""
    return Statutes(keep(law.everywhere), {regime: keep(rules) for regime, rules in law.of.items()}, law.states)


# ── papers ───────────────────────────────────────────────────────────────────


@many
@given(asks(), st.data())
def test_taking_away_a_paper_that_allows_never_opens(ask: Ask, data: st.DataObject) -> None:
    allowing = [paper for paper in ask.authorities if paper.kind not in LIMITS and not paper.unreadable]
    assume(allowing)
    gone = data.draw(st.sampled_from(allowing))
    fewer = replace(ask, authorities=tuple(paper for paper in ask.authorities if paper is not gone))
    assert opens(ask) or not opens(fewer)


@many
@given(asks(), st.sampled_from([Kind.RESTRICTION, Kind.SAFETY_FLAG]))
def test_a_limit_that_the_person_sets_never_opens(ask: Ask, kind: Kind) -> None:
    limit = Authority(kind=kind, id="limit", subject=ask.item.subject, signed=date(2023, 1, 1))
    assert opens(ask) or not opens(replace(ask, authorities=(*ask.authorities, limit)))


@many
@given(asks(), st.booleans())
def test_taking_back_a_consent_never_opens(ask: Ask, orally: bool) -> None:
    back = tuple(
        replace(paper, revoked=None if orally else date(2023, 1, 1), revoked_orally=orally)
        if paper.kind is Kind.CONSENT and paper.revoked is None
        else paper
        for paper in ask.authorities
    )
    assert opens(ask) or not opens(replace(ask, authorities=back))


@many
@given(asks(), st.permutations(range(5)))
def test_the_order_of_the_papers_decides_nothing(ask: Ask, order: list[int]) -> None:
    mixed = tuple(ask.authorities[n] for n in order if n < len(ask.authorities))
    assert (may_share(ask).outcome, may_share(ask).limits) == (
        may_share(replace(ask, authorities=mixed)).outcome,
        may_share(replace(ask, authorities=mixed)).limits,
    )


@many
@given(asks(), st.booleans())
def test_an_unreadable_consent_never_falls_back_to_an_older_one(ask: Ask, dated: bool) -> None:
    unread = Authority(
        kind=Kind.CONSENT,
        id="torn",
        subject=ask.item.subject,
        unreadable=True,
        recorded=date(2028, 1, 1) if dated else None,
    )
    without = tuple(paper for paper in ask.authorities if paper.kind is not Kind.CONSENT)
    with_unread = replace(ask, authorities=(*ask.authorities, unread))
    assert may_share(with_unread).outcome == may_share(replace(ask, authorities=without)).outcome


@many
@given(asks(), st.sampled_from(["disclosers", "recipients", "categories", "purposes", "signers"]))
def test_absence_never_means_all(ask: Ask, field: str) -> None:
    """A consent with a blank opens nothing that would be closed without it."""
    blank = tuple(
        replace(paper, **{field: frozenset()}) if paper.kind is Kind.CONSENT else paper for paper in ask.authorities
    )
    without = tuple(paper for paper in ask.authorities if paper.kind is not Kind.CONSENT)
    assert opens(replace(ask, authorities=without)) or not opens(replace(ask, authorities=blank))


# ── laws ─────────────────────────────────────────────────────────────────────


@many
@given(asks(), st.sampled_from(Regime))
def test_one_more_law_on_the_record_never_opens(ask: Ask, regime: Regime) -> None:
    more = replace(ask.item, regimes=ask.item.regimes | {regime})
    assert opens(ask) or not opens(replace(ask, item=more))


@many
@given(st.lists(items(), min_size=1, max_size=4))
def test_what_is_made_from_records_keeps_all_their_laws(made_from: list[Any]) -> None:
    assert all(item.regimes <= inherited(made_from) for item in made_from)


@many
@given(asks())
def test_a_single_consent_reaches_health_care_only(ask: Ask) -> None:
    only_tpo = tuple(p for p in ask.authorities if p.kind is Kind.CONSENT and p.form is Form.TPO)
    treatment = replace(ask.item, regimes=frozenset({Regime.PART2}))
    given_it = replace(ask, item=treatment, authorities=only_tpo)
    if opens(given_it) and not opens(replace(given_it, authorities=())):
        assert ask.asker.kind in HEALTH_CARE | COMMUNITY or ask.by_health_care


@many
@given(asks())
def test_treatment_records_never_go_into_a_case_against_the_patient(ask: Ask) -> None:
    against = replace(
        ask,
        item=replace(ask.item, regimes=ask.item.regimes | {Regime.PART2}),
        purpose=Purpose.COURT_PROCEEDING_AGAINST_PATIENT,
        authorities=tuple(
            p for p in ask.authorities if p.kind is not Kind.COURT_ORDER and p.form is not Form.PROCEEDING
        ),
    )
    assert not opens(against)


# ── rules ────────────────────────────────────────────────────────────────────


@denies("a prohibition for this test", id="T-00")
def everything_is_forbidden(ask: Ask) -> bool:
    """Nothing may be shared."""
    return True


@many
@given(asks())
def test_one_more_prohibition_never_opens_and_always_wins(ask: Ask) -> None:
    stricter = Statutes((*LAW.everywhere, everything_is_forbidden), LAW.of, LAW.states)
    assert not by(stricter, ask).allowed


@many
@given(asks(), st.randoms(use_true_random=False))
def test_one_permission_less_never_opens(ask: Ask, chance: Any) -> None:
    def fewer(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if rule.effect is not Effect.ALLOWS or chance.random() < 0.8)

    assert by(LAW, ask).allowed or not by(changed(LAW, fewer), ask).allowed


@many
@given(asks(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_decides_nothing(ask: Ask, chance: Any) -> None:
    def mixed(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(chance.sample(rules, len(rules)))

    assert by(LAW, ask) == by(changed(LAW, mixed), ask)


@many
@given(asks())
def test_the_same_question_gets_the_same_answer_again(ask: Ask) -> None:
    assert may_share(ask) == may_share(replace(ask))


# ── names ────────────────────────────────────────────────────────────────────


@many
@given(worlds())
def test_a_question_without_its_names_has_the_same_answer(world: list[Ask]) -> None:
    """`may_share` decides on the situation; here every rule is tried on the question itself."""
    for ask in world:
        assert ask.missing or may_share(ask) == by(LAW, ask)


@many
@given(worlds())
def test_the_same_question_about_another_record_is_that_question(world: list[Ask]) -> None:
    for ask in world:
        other = world[0].about(ask.item)
        assert may_share(other) == may_share(replace(world[0], item=ask.item))


# ── what a refusal shows ─────────────────────────────────────────────────────


@many
@given(asks(), asks())
def test_neutral_refusals_look_alike_whoever_the_record_is_about(ask: Ask, other: Ask) -> None:
    one, two = may_share(ask), may_share(other)
    if one.neutral and two.neutral:
        assert as_shown(one) == as_shown(two)


@many
@given(asks())
def test_strangers_to_a_treatment_record_are_refused_neutrally(ask: Ask) -> None:
    treatment = replace(ask.item, regimes=frozenset({Regime.PART2}), holder_organization=None, received_under=None)
    stranger = replace(ask.asker, kind=OrganizationKind.HOUSING, organization="asker", program="asker")
    decision = may_share(replace(ask, item=treatment, asker=stranger, authorities=()))
    assert decision.allowed or decision.neutral


@many
@given(asks())
def test_every_answer_carries_its_reason(ask: Ask) -> None:
    decision = may_share(ask)
    assert decision.reasons
    assert all(reason.cite and reason.says for reason in decision.reasons)


@many
@given(asks(), st.data())
def test_a_paper_for_someone_else_changes_nothing(ask: Ask, data: st.DataObject) -> None:
    limit = Authority(kind=data.draw(st.sampled_from([*LIMITS])), id="limit", signed=date(2023, 1, 1))
    other = replace(data.draw(papers(ask) | st.just(limit)), subject="someone else")
    assert may_share(replace(ask, authorities=(*ask.authorities, other))) == may_share(ask)


# ── bad input ────────────────────────────────────────────────────────────────

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["part2", "2026-03-02", "otp"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
SITUATIONS = [json.loads(json.dumps(case.situation)) for case in cases()[::7]]


@many
@given(JSON)
def test_nonsense_is_refused_and_never_breaks_the_gate(nonsense: Any) -> None:
    assert may_share(read(nonsense)).outcome is Outcome.DENY


@many
@given(st.sampled_from(SITUATIONS), st.data())
def test_a_garbled_situation_never_breaks_the_gate(situation: dict[str, Any], data: st.DataObject) -> None:
    garbled = json.loads(json.dumps(situation))
    place = data.draw(st.sampled_from([garbled, garbled["item"], garbled["request"], *garbled["authorities"]]))
    key = data.draw(st.sampled_from(sorted(place)))
    place[key] = data.draw(JSON)
    assert may_share(read(garbled)).outcome in Outcome


@many
@given(st.sampled_from(SITUATIONS), st.sampled_from(["restriction", *DEFECTS]), st.data())
def test_a_limit_or_fault_told_in_words_never_opens(situation: dict[str, Any], word: str, data: st.DataObject) -> None:
    closed = json.loads(json.dumps(situation))
    papers = [paper for paper in closed["authorities"] if paper.get("kind") not in set(LIMITS)]
    if word in DEFECTS and papers:
        paper = data.draw(st.sampled_from(papers))
        paper["defects"] = [*paper.get("defects", ()), word]
    else:
        closed["authorities"].append({"kind": "restriction", "from": "mother", "signed": "2020-01-01"})
    assert opens(read(situation)) or not opens(read(closed))
