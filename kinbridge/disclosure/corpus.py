"""The worked cases as any engine can read them: the public words in, the expected answer, its law and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kinbridge.core.decision import Outcome
from kinbridge.core.vocabulary import Regime
from kinbridge.disclosure.case_files import Case, cases
from kinbridge.disclosure.rules import RULES, Rule, may_share
from kinbridge.disclosure.rules.rule import Effect
from kinbridge.disclosure.vignette_words import OBLIGATIONS

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Expected:
    """One case of the corpus. `law` is the law the record is under, several with a plus between them."""

    id: str
    law: str
    situation: Mapping[str, Any]
    decision: Outcome
    answer: Mapping[str, Any]

    @property
    def duties(self) -> frozenset[str]:
        return frozenset(self.answer["obligations"])


def corpus() -> tuple[Expected, ...]:
    return tuple(_expected(case) for case in cases())


def _expected(case: Case) -> Expected:
    key, laws = f"{case.file}/{_in_an_address(case.says)}", case.situation["item"]["source_regime"]
    grounds = tuple(_grounds(case))
    answer: dict[str, Any] = {
        "expected": case.decision,
        "limited_to": list(case.limits or may_share(case.ask).limits) or None,
        "basis": list(dict.fromkeys(cite for rule in grounds for cite in rule.cites)),
        "obligations": [duty for duty in case.obligations if duty in OBLIGATIONS],
        "why": " ".join(rule.says for rule in grounds),
    }
    answer |= {name: value for name, value in (("quiet", case.neutral), ("must", case.must)) if value is not None}
    return Expected(
        key,
        _law(laws if isinstance(laws, list) else [laws]),
        {"id": key, **case.situation},
        Outcome(case.decision),
        answer,
    )


def _law(names: list[str]) -> str:
    return "+".join(sorted(names)) if set(names) <= set(Regime) else "unknown"


def _grounds(case: Case) -> Iterator[Rule]:
    """The rules that the case itself says decide it; where it names none, those that do."""
    allowed = Outcome(case.decision) is not Outcome.DENY
    told = [BY_ID[rule] for rule in case.holds if (BY_ID[rule].effect is Effect.ALLOWS) is allowed]
    decided = (BY_ID[reason.rule] for reason in may_share(case.ask).reasons if reason.rule in BY_ID)
    yield from told or decided


def _in_an_address(sentence: str) -> str:
    """The sentence as an id: its words, small and joined, so that a case keeps its id while others come and go."""
    plain = "".join(c if c.isalnum() else " " for c in sentence.casefold().replace("'", ""))
    return "-".join(plain.split())
