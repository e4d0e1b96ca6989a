"""Every case in `cases/` gets the answer it says, and every rule has a case for it and a case against it."""

import pytest

from kinbridge.disclosure.case_files import Case, cases
from kinbridge.disclosure.rules import RULES, explain, may_share

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file}: {case.says}" for case in CASES])
def test_case(case: Case) -> None:
    decision = may_share(case.ask)
    said = f"{case.says} {[reason.rule for reason in decision.reasons]}"
    assert decision.outcome == case.decision, said
    tried = {trial.rule.id: trial.held for trial in explain(case.ask)}
    assert [rule for rule in case.holds if not tried.get(rule)] == [], f"should hold: {said}"
    assert [rule for rule in case.fails if tried.get(rule)] == [], f"should not hold: {said}"
    if case.limits:
        assert decision.limits == case.limits
    assert set(case.obligations) <= set(decision.obligations), said
    assert case.neutral in (None, decision.neutral), said
    assert case.must in (None, decision.must), said


def test_a_case_is_a_sentence_told_once() -> None:
    sentences = [case.says for case in CASES]
    assert [said for said in sentences if not said[0].isupper() or not said.endswith(".")] == []
    assert len(sentences) == len(set(sentences))


def test_every_rule_has_a_case_for_it_and_a_case_against_it() -> None:
    wanted = {rule.id for rule in RULES}
    assert wanted - {rule for case in CASES for rule in case.holds} == set(), "no case for"
    assert wanted - {rule for case in CASES for rule in case.fails} == set(), "no case against"


def test_cases_name_rules_that_exist() -> None:
    known = {rule.id for rule in RULES}
    assert {rule for case in CASES for rule in (*case.holds, *case.fails)} - known == set()
    assert len(known) == len(RULES)
