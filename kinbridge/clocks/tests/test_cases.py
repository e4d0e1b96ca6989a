"""Named situations and what the clocks must say: `cases/*.toml`, and the worked examples behind `./run clocks`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kinbridge.clocks import file_results
from kinbridge.clocks.clocks_file import answer
from kinbridge.clocks.rules import RULES, Deadline, Fact, Terms, deadlines_under, kinds_for
from kinbridge.clocks.rules.rule import Rule
from kinbridge.clocks.tests.cases import ALL, FOLDER, Case

CASES = [pytest.param(case, id=f"{stem}: {case.title}") for stem, cases in ALL.items() for case in cases]
EXAMPLES: list[dict[str, Any]] = json.loads((FOLDER / "worked_examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    found = case.deadlines
    for wanted in case.expect:
        rule, part = wanted["rule"], wanted.get("part")
        these = [d for d in found if d.rule == rule and (part is None or d.part == part)]
        assert these, f"{rule} says nothing"
        last = these[-1]
        assert last.status == wanted["status"], (rule, last)
        if not wanted.get("absent_due"):
            assert last.due == wanted.get("due"), (rule, last)
        assert last.opens == wanted["opens"] if "opens" in wanted else True, (rule, last)
    assert {d.rule for d in found}.isdisjoint(case.absent)


@pytest.mark.parametrize("case", CASES)
def test_each_rule_answers_the_same_from_the_facts_it_looks_at_alone(case: Case) -> None:
    every = case.deadlines
    for rule in RULES:
        looked_at = tuple(fact for fact in case.facts if fact.kind in kinds_for((rule,)))
        alone = replace(case, facts=looked_at).deadlines
        assert [one for one in alone if one.rule == rule.id] == [one for one in every if one.rule == rule.id]


def test_every_rule_has_a_case() -> None:
    spoken = {wanted["rule"] for cases in ALL.values() for case in cases for wanted in case.expect}
    assert [rule.id for rule in RULES if rule.id not in spoken] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['id']} {example['rule_id']}")
def test_a_worked_example_comes_out_exactly(example: dict[str, Any]) -> None:
    asked = {name: value for name, value in example.items() if name != "expected"}
    assert answer(asked) == {"id": example["id"], "result": example["expected"]}


def test_every_worked_example_comes_out_from_the_facts_its_rule_looks_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def from_those(terms: Terms, facts: list[Fact], *, on: date, rules: tuple[Rule, ...]) -> tuple[Deadline, ...]:
        return deadlines_under(terms, [fact for fact in facts if fact.kind in kinds_for(rules)], on=on, rules=rules)

    monkeypatch.setattr(file_results, "deadlines_under", from_those)
    for example in EXAMPLES:
        test_a_worked_example_comes_out_exactly(example)
