"""What holds of every birth: no test result raises a concern, no name gets into a notice without names."""

from __future__ import annotations

import json
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinbridge.plans.births.rules import RULES, Exposure, Facts, Path, Shown, answer, terms_for
from kinbridge.plans.births.rules.facts import TESTS, YES_NO
from kinbridge.plans.births.rules.notice import STATES, WORDS, allowed, without_names
from kinbridge.plans.births.rules.situations import group_of
from kinbridge.plans.births.rules.terms import Group, Way
from kinbridge.plans.tests.test_rules import TODAY

PACKS = [terms_for(state, on=TODAY) for state in ("", "VT", "CT", "KY", "MN", "NJ", "VA", "WV", "PA")]
packs = st.sampled_from(PACKS)
exposures = st.frozensets(st.sampled_from(list(Exposure)))
shown = st.frozensets(st.sampled_from(list(Shown)))


def births(known: st.SearchStrategy[bool | None]) -> st.SearchStrategy[Facts]:
    return st.builds(
        Facts,
        exposures=exposures,
        shown_by=shown,
        concern_words=st.text(max_size=20),
        plan=st.none() | st.booleans(),
        **dict.fromkeys(YES_NO, known),
    )


settled = births(st.booleans())
anything = births(st.none() | st.booleans())


@given(settled, packs)
def test_of_every_birth_exactly_one_rule_holds(facts, terms):
    assert len([rule for rule in RULES if rule(facts, terms)]) == 1


@given(anything, packs, st.frozensets(st.sampled_from(sorted(TESTS)), min_size=1))
def test_no_test_result_raises_a_safety_concern_or_makes_a_report(facts, terms, tests):
    before, after = answer(facts, terms), answer(replace(facts, shown_by=facts.shown_by | tests), terms)
    assert after.concern == before.concern == (facts.concern is True)
    if after.path in (Path.REPORT, Path.ASSESSMENT) and before.path is not after.path:
        assert before.path is None, "a test answers how it is known, and makes nothing out of what was known"
        assert facts.shown_by == frozenset()


@given(anything, packs)
def test_where_a_test_is_the_only_sign_nothing_but_a_person_leads_to_a_report(facts, terms):
    alone = replace(facts, shown_by=TESTS, concern=False)
    assert answer(alone, terms).path not in (Path.REPORT, Path.ASSESSMENT)


@given(anything, packs)
def test_an_answer_is_given_only_where_no_open_question_could_change_it(facts, terms):
    found = answer(facts, terms)
    if found.path is None:
        assert found.missing
        return
    for name in YES_NO:
        if getattr(facts, name) is None and not (facts.concern or (name == "disorder" and facts.has_disorder)):
            for value in (True, False):
                other = answer(replace(facts, **{name: value}), terms)
                assert other.path in (None, found.path) or name == "concern"


@given(settled, packs)
def test_what_would_change_it_does_change_it(facts, terms):
    found = answer(facts, terms)
    assert all(change.path is not found.path for change in found.changes)


@given(anything)
def test_the_group_is_named_only_where_it_is_known(facts):
    if facts.has_disorder is None:
        assert group_of(facts) is None


# ── the notice without names ─────────────────────────────────────────────────

VOCABULARY = {
    *(one.says for one in Exposure),
    *(f"{one}: {one.says}" for one in Group),
    *STATES,
    *{"Yes", "No", "Not known", "None known"},
    *map(str, range(2000, 2100)),
}
anything_at_all = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | st.text() | st.sampled_from(list(Exposure)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)
NAMED = ("name", "mother", "birth_date", "address", "phone", "key", "hospital", "concern_words", "record_number")
identifying = st.fixed_dictionaries(
    {}, optional=dict.fromkeys([*NAMED, *(field.key for field in allowed())], anything_at_all)
)


@given(identifying)
def test_no_identifying_fact_can_be_in_a_notice_without_names(known):
    """Whatever is known, and whatever stands where a code should: every word sent is one of a closed list."""
    for line in without_names(known):
        assert line.label in {field.label for field in allowed()}
        for words in line.words.split("; "):
            assert words in VOCABULARY


@given(st.text(alphabet=string.ascii_letters, min_size=4), st.dates(), st.integers(min_value=2100))
def test_a_name_a_birthday_or_a_number_does_not_get_through(name, birthday, number):
    known = dict.fromkeys((field.key for field in allowed()), name) | {"mother": name, "born": birthday, "year": number}
    sent = json.dumps([(line.label, line.words) for line in without_names(known)])
    plain = json.dumps([(line.label, line.words) for line in without_names({})])
    assert sent.replace(f'"{name}"', "") == plain or name in STATES


def test_every_field_of_the_allow_list_is_of_a_closed_kind():
    assert {field.kind for field in allowed()} <= set(WORDS)


@pytest.mark.parametrize("terms", PACKS, ids=lambda terms: terms.state or "federal")
def test_every_ruleset_is_dated_and_says_who_leads(terms):
    assert terms.told.cite
    assert terms.to
    assert terms.way in Way
    assert set(terms.paths) == {rule.situation for rule in RULES}
    assert {"P1", "P2", "P3", "report", "assessment", "unknown"} <= set(terms.leads)
