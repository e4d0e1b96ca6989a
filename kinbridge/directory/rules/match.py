"""Put the answers together for one service, and order many. Services are compared; people never are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kinbridge.directory.rules.facts import Answer, Needs, Offer
from kinbridge.directory.rules.places import Openings, openings
from kinbridge.directory.rules.practices import practice_of
from kinbridge.directory.rules.questions import QUESTIONS, miles
from kinbridge.directory.rules.words import EVIDENCE_WORDS, Evidence

EVIDENCE_ORDER = {rating.value: place for place, rating in enumerate(Evidence)}
MILES_THAT_HARDLY_DIFFER = 5
FARTHEST = 99
NOTHING_AGAINST = "Nothing that was asked speaks against it."
NOTHING_FOR = "Nothing that was asked speaks for it."


class Preference(StrEnum):
    """What matters most to the family, where several services fit."""

    SOONEST = "soonest"
    NEAREST = "nearest"
    TESTED = "tested"


PREFERENCE_WORDS = {
    Preference.SOONEST: "To begin soon",
    Preference.NEAREST: "To be near home",
    Preference.TESTED: "To be well tested",
}
ORDERS = {
    Preference.SOONEST: ("room", "nearness", "evidence"),
    Preference.NEAREST: ("nearness", "room", "evidence"),
    Preference.TESTED: ("evidence", "room", "nearness"),
}
"""What is compared first, second and last."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One question's answer for one service, with where the question comes from."""

    answer: Answer
    asks: str
    words: str
    cite: str


@dataclass(frozen=True, slots=True)
class Match:
    """How one service stands to what is needed, and every reason in words."""

    verdict: Answer
    reasons: tuple[Reason, ...]
    openings: Openings
    miles: float | None
    ring: int
    evidence: str
    prefer: str = Preference.SOONEST

    def _words(self, answer: Answer) -> tuple[str, ...]:
        return tuple(reason.words for reason in self.reasons if reason.answer is answer)

    @property
    def why(self) -> tuple[str, ...]:
        return self._words(Answer.FITS)

    @property
    def ask(self) -> tuple[str, ...]:
        return self._words(Answer.ASK)

    @property
    def why_not(self) -> tuple[str, ...]:
        return self._words(Answer.DOES_NOT_FIT)

    @property
    def speaks_for(self) -> str:
        """Every service has a why: one sentence, whatever the verdict."""
        return " ".join(self.why) or NOTHING_FOR

    @property
    def speaks_against(self) -> str:
        """And every service has a why not."""
        return " ".join((*self.why_not, *self.ask)) or NOTHING_AGAINST

    @property
    def order(self) -> tuple[int, ...]:
        """Sort key: fits before ask, then what matters most to the family. Nothing is hidden by it."""
        evidence = EVIDENCE_ORDER.get(self.evidence, len(EVIDENCE_ORDER))
        compared = {"room": int(self.openings.state), "nearness": self.ring, "evidence": evidence}
        return (int(self.verdict), *(compared[name] for name in ORDERS[Preference(self.prefer)]))

    @property
    def evidence_words(self) -> str:
        return EVIDENCE_WORDS[Evidence(self.evidence)] if self.evidence else ""


def evidence_of(offer: Offer) -> str:
    """What the register says today of the practice it uses; otherwise what the service itself states."""
    practice = practice_of(offer.practice)
    return practice.evidence.value if practice is not None else offer.evidence_rating


def ring_of(away: float | None, needs: Needs) -> int:
    """How near, in steps of a few miles: nobody should lose a better service over a mile or two."""
    if needs.near is None:
        return 0
    if away is None or away > needs.within_miles:
        return FARTHEST
    return int(away // MILES_THAT_HARDLY_DIFFER)


def match(offer: Offer, needs: Needs, *, at: datetime) -> Match:
    """Ask every question; one no is enough not to fit, one unknown enough to have to ask."""
    answers = [(question, question.body(offer, needs, at)) for question in QUESTIONS]
    reasons = tuple(
        Reason(finding.answer, question.says, finding.words, question.cite)
        for question, finding in answers
        if finding is not None
    )
    away = miles(offer, needs)
    return Match(
        verdict=max((reason.answer for reason in reasons), default=Answer.FITS),
        reasons=reasons,
        openings=openings(offer, needs, at=at),
        miles=away,
        ring=ring_of(away, needs),
        evidence=evidence_of(offer),
        prefer=needs.prefer or Preference.SOONEST,
    )
