"""The answer: where a birth leads, for which group, who leads, why, what is missing, and what would change it.

What is unknown is tried both ways. Where that makes a difference there is no answer, and the question is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from kinbridge.core.decision import Confidence, Reason
from kinbridge.plans.births.rules.contradictions import Contradiction
from kinbridge.plans.births.rules.facts import PRESCRIBED, QUESTIONS, YES_NO, Exposure, Facts, Shown
from kinbridge.plans.births.rules.situations import group_of, situation_of
from kinbridge.plans.births.rules.terms import Group, Path, Situation, Terms

BY_TEST = "A test is the only sign. A test is not a safety concern and not a measure of parenting; a person decides."
SETTLED_BY_LAW = (Path.REPORT, Path.ASSESSMENT)


@dataclass(frozen=True, slots=True)
class Change:
    """If this were so, the answer would be another one."""

    words: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`path` is None while a fact is missing. `concern` is what a person wrote down, and nothing else ever sets it."""

    path: Path | None
    group: Group | None
    lead: str
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    changes: tuple[Change, ...] = ()
    concern: bool = False
    ruleset: str = ""


def answer(facts: Facts, terms: Terms, *, against: tuple[Contradiction, ...] = ()) -> Answer:
    """What the ruleset says of these facts. From a contradiction nothing is computed: both sides are named."""
    if against:
        return Answer(path=Path.REVIEW, group=None, lead="", reasons=(), contradictions=against, ruleset=terms.ruleset)
    missing = tuple(_missing(facts, terms))
    if missing:
        return Answer(
            path=None,
            group=group_of(facts),
            lead="",
            reasons=(),
            missing=missing,
            concern=facts.concern is True,
            ruleset=terms.ruleset,
        )
    path, group = _path(facts, terms), group_of(facts)
    return Answer(
        path=path,
        group=group,
        lead=_lead(path, group, terms),
        reasons=tuple(_reasons(facts, terms)),
        changes=tuple(_changes(facts, terms)),
        concern=facts.concern is True,
        ruleset=terms.ruleset,
    )


def _path(facts: Facts, terms: Terms) -> Path:
    rule = situation_of(facts, terms)
    path = terms.paths[rule.situation]
    if rule.situation is not Situation.CONCERN and facts.by_test_alone and path in SETTLED_BY_LAW:
        return Path.REVIEW
    return path


def _lead(path: Path, group: Group | None, terms: Terms) -> str:
    if path is Path.NOTHING:
        return ""
    if path in SETTLED_BY_LAW:
        return terms.leads[path.value]
    return terms.leads.get(group.value, "") if group is not None else terms.leads["unknown"]


def _reasons(facts: Facts, terms: Terms) -> Iterator[Reason]:
    rule = situation_of(facts, terms)
    says = terms.source_of(rule.situation) if rule.situation in terms.duties else None
    cite = says.cite if says is not None and rule.situation is Situation.NOT_PRESCRIBED else rule.cite
    yield Reason(rule.id, rule.says, cite, rule.confidence)
    if says is not None:
        yield says
    if rule.situation is not Situation.NOTHING:
        yield terms.report if rule.situation is Situation.CONCERN else terms.told
    if rule.situation is not Situation.CONCERN and facts.by_test_alone and facts.exposures:
        yield Reason("BP-T", BY_TEST, "42 USC 5106a(b)(2)(B)(ii)", Confidence.KNOWLEDGE_HIGH)


def _so(facts: Facts, **answers: Any) -> Facts:
    return replace(facts, **answers)


# ── what is missing ──────────────────────────────────────────────────────────


def _missing(facts: Facts, terms: Terms) -> Iterator[str]:
    """The questions, by key, whose answer would make a difference to where this leads."""
    if facts.concern and not facts.concern_words.strip():
        yield "concern_words"
    if facts.concern:
        return
    if facts.exposures is None:
        yield "exposures"
    unknown = [name for name in YES_NO if getattr(facts, name) is None]
    if facts.has_disorder is not None:
        unknown = [name for name in unknown if name != "disorder"]
    known = replace(facts, exposures=facts.exposures or frozenset())
    for name in unknown:
        if _matters(known, name, [other for other in unknown if other != name], terms):
            yield name
    if known.exposures and not known.shown_by and _source_matters(known, unknown, terms):
        yield "shown_by"


def _matters(facts: Facts, name: str, others: list[str], terms: Terms) -> bool:
    for values in product((True, False), repeat=len(others)):
        settled = _so(facts, **dict(zip(others, values, strict=True)))
        if _path(_so(settled, **{name: True}), terms) is not _path(_so(settled, **{name: False}), terms):
            return True
    return False


def _source_matters(facts: Facts, unknown: list[str], terms: Terms) -> bool:
    by_test, by_word = frozenset({Shown.INFANT_TEST}), frozenset({Shown.SAID})
    for values in product((True, False), repeat=len(unknown)):
        settled = _so(facts, **dict(zip(unknown, values, strict=True)))
        if _path(replace(settled, shown_by=by_test), terms) is not _path(replace(settled, shown_by=by_word), terms):
            return True
    return False


# ── what would change it ─────────────────────────────────────────────────────

OTHERWISE = {
    "disorder": ("If a substance use disorder were diagnosed", "If there were no substance use disorder"),
    "engaged": ("If the mother were steady in treatment", "If the mother left treatment"),
    "as_prescribed": (
        "If what was prescribed had been taken as prescribed",
        "If what was prescribed had not been taken as prescribed",
    ),
    "withdrawal": ("If the baby showed signs of withdrawal", "If the baby showed no signs of withdrawal"),
    "fasd": (
        "If a fetal alcohol spectrum disorder were diagnosed",
        "Without the diagnosis of a fetal alcohol disorder",
    ),
    "concern": ("If someone had a safety concern other than the exposure", "Without the safety concern"),
}


def _changes(facts: Facts, terms: Terms) -> Iterator[Change]:
    now = _path(facts, terms)
    for words, other in _otherwise(facts):
        path = _path(other, terms)
        if path is not now:
            yield Change(words, path)


def _otherwise(facts: Facts) -> Iterator[tuple[str, Facts]]:
    for name, (if_so, if_not) in OTHERWISE.items():
        value = facts.has_disorder if name == "disorder" else getattr(facts, name)
        if value is not None and not (name == "disorder" and Exposure.MOUD in (facts.exposures or ())):
            yield if_not if value else if_so, _so(facts, **{name: not value})
    found = facts.exposures or frozenset()
    if found <= PRESCRIBED:
        yield "If something else was used that was not prescribed", replace(facts, exposures=found | {Exposure.OPIOID})
    elif found & PRESCRIBED:
        yield "If only what was prescribed had been used", replace(facts, exposures=found & PRESCRIBED)
    if facts.by_test_alone:
        yield "If more than a test showed it", replace(facts, shown_by=facts.shown_by | {Shown.SAID})


def question(key: str) -> str:
    return QUESTIONS[key]
