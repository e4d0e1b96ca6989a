"""Which situation a birth is. A rule is one function: its docstring is the sentence a worker reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kinbridge.core.decision import Confidence
from kinbridge.plans.births.rules.facts import LIGHT, NOT_PRESCRIBED, PRESCRIBED, Exposure, Facts
from kinbridge.plans.births.rules.terms import Group, Situation, Terms

Body = Callable[[Facts, Terms], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    situation: Situation
    cite: str
    confidence: Confidence
    says: str
    body: Body = field(compare=False)

    def __call__(self, facts: Facts, terms: Terms) -> bool:
        return self.body(facts, terms)


def when(
    rule_id: str, situation: Situation, cite: str, confidence: Confidence = Confidence.VERIFIED
) -> Callable[[Body], Rule]:
    def make(body: Body) -> Rule:
        if not body.__doc__:
            raise TypeError(f"{body.__name__}: write the docstring; it is the sentence people will read.")
        return Rule(rule_id, situation, cite, confidence, " ".join(body.__doc__.split()), body)

    return make


CAPTA = "42 USC 5106a(b)(2)(B)(ii)"
KH = Confidence.KNOWLEDGE_HIGH


@when("BP-1", Situation.CONCERN, "42 USC 5106a(b)(2)(B)(i)")
def safety_concern(facts: Facts, terms: Terms) -> bool:
    """Someone wrote down a safety concern other than the exposure itself; who has to report it, does."""
    return facts.concern is True


@when("BP-2", Situation.NOTHING, CAPTA)
def nothing_shown(facts: Facts, terms: Terms) -> bool:
    """Nothing entered here says that the baby was affected, so the law asks for no notice."""
    return facts.concern is not True and not facts.exposures and not facts.withdrawal and not facts.fasd


@when("BP-3", Situation.FASD, CAPTA)
def alcohol_spectrum_disorder(facts: Facts, terms: Terms) -> bool:
    """A fetal alcohol spectrum disorder was diagnosed; the law names it."""
    return facts.concern is not True and facts.fasd is True


@when("BP-4", Situation.NOT_PRESCRIBED, "state policy")
def not_prescribed(facts: Facts, terms: Terms) -> bool:
    """This state singles out use that was not prescribed, or not taken as prescribed."""
    return _open(facts) and terms.singles_out(Situation.NOT_PRESCRIBED) and _not_prescribed(facts)


@when("BP-5", Situation.IN_TREATMENT, CAPTA, KH)
def in_treatment(facts: Facts, terms: Terms) -> bool:
    """The mother has a disorder and is steady in treatment. That is a strength; notice is given, and no report."""
    return _usual(facts, terms) and facts.has_disorder is True and facts.engaged is True


@when("BP-6", Situation.PRESCRIBED, CAPTA, KH)
def prescribed(facts: Facts, terms: Terms) -> bool:
    """Everything was prescribed and taken as prescribed, and there is no disorder."""
    return _usual(facts, terms) and facts.has_disorder is not True and _as_prescribed(facts)


@when("BP-7", Situation.LIGHT, CAPTA, Confidence.KNOWLEDGE_MEDIUM)
def cannabis_or_tobacco(facts: Facts, terms: Terms) -> bool:
    """Cannabis or tobacco is all there is, and no disorder; states differ."""
    return _usual(facts, terms) and facts.has_disorder is not True and _light(facts)


@when("BP-8", Situation.NOT_IN_TREATMENT, CAPTA, KH)
def not_in_treatment(facts: Facts, terms: Terms) -> bool:
    """The mother has a disorder and is not in treatment now. Help into treatment changes the answer."""
    return _usual(facts, terms) and facts.has_disorder is True and facts.engaged is not True


@when("BP-9", Situation.OTHER, CAPTA, Confidence.KNOWLEDGE_MEDIUM)
def use_without_a_disorder(facts: Facts, terms: Terms) -> bool:
    """There was use, or a sign of it, that no rule settles by itself."""
    settled = _as_prescribed(facts) or _light(facts)
    return _usual(facts, terms) and facts.has_disorder is not True and not settled


def _open(facts: Facts) -> bool:
    """Neither a concern nor a diagnosis settles it, and there is something to settle."""
    return facts.concern is not True and facts.fasd is not True and bool(facts.exposures or facts.withdrawal)


def _usual(facts: Facts, terms: Terms) -> bool:
    return _open(facts) and not (terms.singles_out(Situation.NOT_PRESCRIBED) and _not_prescribed(facts))


def _not_prescribed(facts: Facts) -> bool:
    found = facts.exposures or frozenset()
    misused = facts.as_prescribed is False and bool(found & PRESCRIBED)
    return bool(found & NOT_PRESCRIBED) or misused or (not found and facts.withdrawal is True)


def _as_prescribed(facts: Facts) -> bool:
    return bool(facts.exposures) and (facts.exposures or set()) <= PRESCRIBED and facts.as_prescribed is not False


def _light(facts: Facts) -> bool:
    return bool(facts.exposures) and (facts.exposures or set()) <= LIGHT


RULES: tuple[Rule, ...] = (
    safety_concern,
    nothing_shown,
    alcohol_spectrum_disorder,
    not_prescribed,
    in_treatment,
    prescribed,
    cannabis_or_tobacco,
    not_in_treatment,
    use_without_a_disorder,
)


def situation_of(facts: Facts, terms: Terms) -> Rule:
    """The one rule that holds; their conditions leave no gap and no overlap (a property test goes through them)."""
    return next(rule for rule in RULES if rule(facts, terms))


def group_of(facts: Facts) -> Group | None:
    """P1, P2 or P3; None where what is known does not say."""
    if not facts.exposures and not facts.withdrawal and not facts.fasd:
        return None
    if facts.has_disorder is True:
        return None if facts.engaged is None else Group.P2 if facts.engaged else Group.P3
    return Group.P1 if facts.has_disorder is False else None


__all__ = ["RULES", "Exposure", "Group", "Rule", "Situation", "group_of", "situation_of"]
