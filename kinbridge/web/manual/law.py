"""May this be shared? One page for each law, with every rule and the cases for and against it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kinbridge.core.vocabulary import Regime
from kinbridge.disclosure.rules import LAW, Effect, Obligation, Rule
from kinbridge.disclosure.rules.policy import inputs_missing
from kinbridge.web.manual.cases import NUMBERED, Numbered, answer, page_of
from kinbridge.web.manual.markdown import (
    WORDS,
    Pages,
    bullets,
    count,
    day,
    how_sure,
    link,
    page,
    section,
    sure,
    table,
    written_in,
)

FOLDER = "disclosure"
INDEX = f"{FOLDER}/README.md"
ANYONE = {"asker": "the recipient", "purpose": "the sharing", "record": "the record"}
"""What stands in the sentences that name who asks, for what and why."""
ORDER = (Effect.DENIES, Effect.ALLOWS, Effect.WITHHOLDS, Effect.ADDS)


@dataclass(frozen=True, slots=True)
class Statute:
    """One page: a law, what it is about, and its rules in the order they are written."""

    page: str
    title: str
    law: str
    about: str
    rules: tuple[Rule, ...]

    def having(self, effect: Effect) -> int:
        return sum(rule.effect is effect for rule in self.rules)


def _statute(words: dict[str, str], rules: tuple[Rule, ...]) -> Statute:
    return Statute(f"{FOLDER}/{words['page']}.md", words["title"], words["law"], words["about"], rules)


STATUTES: tuple[Statute, ...] = (
    _statute(WORDS["every_record"], (inputs_missing, *LAW.everywhere)),
    *(_statute(WORDS["regimes"][regime.value], LAW.of[regime]) for regime in Regime if regime in LAW.of),
    _statute(WORDS["state_law"], tuple(rule for rules in LAW.states.values() for rule in rules)),
)
HOME: dict[Rule, str] = {rule: one.page for one in reversed(STATUTES) for rule in one.rules}
"""The page a rule is looked up on; a few stand on two."""
HOME_BY_ID = {rule.id: place for rule, place in HOME.items()}


def to_rule(rule_id: str, *, here: str) -> str:
    return link(rule_id, HOME_BY_ID[rule_id], here=here, at=rule_id)


def pages() -> Pages:
    return {one.page: _page(one) for one in STATUTES}


def _page(statute: Statute) -> str:
    here = statute.page
    rules = [
        (
            link(rule.id, here, here=here, at=rule.id),
            WORDS["effects"][rule.effect]["verb"],
            rule.says,
            sure(rule.confidence),
        )
        for rule in _forbidding_first(statute.rules)
    ]
    return page(
        statute.title,
        f"**{statute.law}.** {statute.about}",
        f"{link('How an answer is reached', INDEX, here=here)} stands on its own page; so do "
        f"{link('the rules for every record', STATUTES[0].page, here=here)}, which hold here too."
        if statute is not STATUTES[0]
        else link("How an answer is reached", INDEX, here=here) + " stands on its own page.",
        section("All rules of this page", table(("rule", "what it does", "the rule", "how sure"), rules)),
        *(
            section(*_heading(module), *(_entry(rule, here) for rule in _forbidding_first(together)))
            for module, together in groupby(statute.rules, key=lambda rule: rule.holds.__module__)
        ),
    )


def _forbidding_first(rules: Iterable[Rule]) -> list[Rule]:
    """In the order in which an answer is reached; otherwise as they are written."""
    return sorted(rules, key=lambda rule: ORDER.index(rule.effect))


def _heading(module: str) -> tuple[str, str]:
    """What a module of rules says it holds, in its first line: a heading, and the law it is from where that is said."""
    head, _, rest = (sys.modules[module].__doc__ or "").strip().splitlines()[0].partition(". ")
    return head.rstrip("."), rest


def _entry(rule: Rule, here: str) -> str:
    cases = [one for one in NUMBERED if rule.id in one.case.holds]
    against = [one for one in NUMBERED if rule.id in one.case.fails]
    return section(
        rule.id,
        f"**{rule.says}**",
        bullets(_particulars(rule)),
        _situations("It holds:", cases, here),
        _situations("It does not hold:", against, here),
        level=3,
    )


def _particulars(rule: Rule) -> Iterator[str]:
    words = WORDS["effects"][rule.effect]
    yield f"What it does: it **{words['verb']}**. {words['means']}"
    yield f"Law: {rule.cite}"
    yield f"In force: {_in_force(rule)}"
    yield f"How sure: {how_sure(rule.confidence)}"
    if rule.limits:
        yield f"Only this may go: {'; '.join(rule.limits)}"
    if rule.must:
        yield "The law demands it: this is not a choice of whoever holds the record."
    if rule.review:
        yield "A person looks first: the privacy officer or counsel, before anything goes."
    if rule.obligations:
        yield f"Goes with it: {' '.join(duty.says for duty in rule.obligations)}"
    if rule.opens:
        yield f"What would open it: {rule.opens.format_map(ANYONE)}"
    yield written_in(rule.holds)


def _in_force(rule: Rule) -> str:
    since = f"from {day(rule.since)}" if rule.since else "no first day is written down; it holds on every day"
    return f"{since}, up to {day(rule.until)}; not on that day or after" if rule.until else since


def _situations(lead: str, cases: Sequence[Numbered], here: str) -> str:
    if not cases:
        return ""
    lines = [f"{link(one.case.says, page_of(one.case), here=here, at=one.name)} {answer(one.case)}" for one in cases]
    return f"{lead}\n\n{bullets(lines)}"


def obligations(here: str) -> str:
    """Everything that may travel with a disclosure, and which rules ask for it."""
    rules = {rule.id: rule for one in STATUTES for rule in one.rules}.values()
    rows = [
        (duty.says, " ".join(to_rule(rule.id, here=here) for rule in rules if duty in rule.obligations))
        for duty in Obligation
    ]
    return table(("what must be done", "rules that ask for it"), rows)


def statutes(here: str) -> str:
    rows = [
        (link(one.title, one.page, here=here), one.law, *(str(one.having(effect)) for effect in ORDER))
        for one in STATUTES
    ]
    return table(("records", "law", "forbids", "allows", "explains a no", "adds"), rows)


def asks_state_law() -> list[Rule]:
    """The rules that say themselves that state law may ask for more."""
    return [rule for rule in HOME if Obligation.CHECK_STATE_LAW in rule.obligations]


def size() -> str:
    return count(len(HOME), "rule")
