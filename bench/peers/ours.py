"""The policy as Kinbridge writes rules: functions with a sentence, decided by `disclosure.rules.decide`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import numpy as np
from peers.columns import QUESTIONS, Columns, case_of
from peers.policy import PROVISIONS, SILENT, Case, Provision
from peers.world import FACTS, Column, World, on_file

from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import OrganizationKind, Purpose, Regime
from kinbridge.disclosure.bulk.codes import firsts, numbered
from kinbridge.disclosure.rules import Ask, Asker, Item, Rule
from kinbridge.disclosure.rules.decide import Statutes, decide
from kinbridge.disclosure.rules.rule import allows, denies

NAME = "Kinbridge, one by one"
DAY = date(2026, 3, 2)
LAW, PURPOSE = Regime.HIPAA, Purpose.TREATMENT
RECORD, WHO = Item(regimes=frozenset({LAW}), category=None), Asker(kind=OrganizationKind.CLINIC)


class Question(Ask):
    """One of the made-up questions; the gate's own fields say nothing here."""

    case: Case
    paper_on_file: Callable[[int], bool]

    @classmethod
    def of(cls, case: Case, on_file: Callable[[int], bool]) -> Question:
        asked = cls(item=RECORD, asker=WHO, purpose=PURPOSE, on=DAY)
        vars(asked).update(case=case, paper_on_file=on_file)
        return asked


def _rule(one: Provision) -> Rule:
    def applies(asked: Question) -> bool:
        return one.fits(asked.case, asked.paper_on_file)

    def permits(asked: Question) -> bool:
        return applies(asked) and not any(less.fits(asked.case, asked.paper_on_file) for less in LESS)

    holds = permits if one.effect == "permit" else applies
    holds.__doc__ = one.says
    make = denies if one.effect == "deny" else allows
    return make(one.says, id=f"{one.number:02}", limits=(one.says,) if one.effect == "less" else ())(holds)


LESS = [one for one in PROVISIONS if one.effect == "less"]
PLAN = Statutes(tuple(map(_rule, PROVISIONS)), {}).plan({LAW}, DAY)


def answer(case: Case, on_file: Callable[[int], bool]) -> Decision:
    return decide(Question.of(case, on_file), PLAN)


def number_of(decision: Decision) -> int:
    return int(decision.reasons[0].rule) if decision.reasons else SILENT


def chart(world: World, family: int, asker: int) -> list[int]:
    """Every fact put to the gate alone."""
    papers, people = world.in_play(family, asker), world.subject[family].tolist()
    cases = [world.case(family, asker, fact) for fact in range(FACTS)]
    return [number_of(answer(case, on_file(papers, person, case))) for case, person in zip(cases, people, strict=True)]


# ── once for all that are alike ──────────────────────────────────────────────


@cache
def known(case: Case, papers: int) -> Decision:
    """A question with what reaches it: the only thing about the papers that a rule of this policy looks at."""
    return answer(case, lambda kind: bool(papers >> kind & 1))


def chart_once(world: World, family: int, asker: int) -> list[Decision]:
    """The chart with the papers matched once, and one decision for all facts that are alike."""
    reached = world.reached(family, asker)
    role, purpose = int(world.role[family, asker]), int(world.purpose[family, asker])
    rows = zip(
        world.subject[family].tolist(),
        world.law[family].tolist(),
        world.category[family].tolist(),
        world.minor[family].tolist(),
        (world.source[family] == world.organization[family, asker]).tolist(),
        strict=True,
    )
    found = []
    for person, law, category, minor, own in rows:
        cell = person, law, category
        papers = sum(1 << kind for kind, cells in enumerate(reached) if cell in cells)
        found.append(known(Case(law, category, minor, own, role, purpose), papers))
    return found


class Bulk:
    """Decided once and remembered: a later export meets few questions that no export asked before."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self.place = np.full(QUESTIONS, -1, np.int32)

    def which(self, columns: Columns) -> Column:
        """For each question the place of its decision."""
        cases = columns.cases()
        which = self.place[cases]
        new = cases[which < 0]
        if len(new):
            asked = new[firsts(numbered(new))]
            self.place[asked] = np.arange(len(self.decisions), len(self.decisions) + len(asked))
            self.decisions.extend(known(*case_of(int(number))) for number in asked)
            which = self.place[cases]
        return which

    def numbers(self, columns: Columns) -> Column:
        which = self.which(columns)
        return np.array([number_of(decision) for decision in self.decisions], np.uint8)[which]
