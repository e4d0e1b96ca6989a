"""Put the answers together for one service, and order many. Services are compared; people never are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.rules.facts import Answer, Needs, Offer
from kinbridge.directory.rules.places import Openings, openings
from kinbridge.directory.rules.questions import QUESTIONS, miles
from kinbridge.directory.rules.words import EVIDENCE_WORDS, Evidence

EVIDENCE_ORDER = {rating.value: place for place, rating in enumerate(Evidence)}
MILES_THAT_HARDLY_DIFFER = 5


@dataclass(frozen=True, slots=True)
class Match:
    """How one service stands to what is needed, and every reason in words."""

    verdict: Answer
    why: tuple[str, ...]
    ask: tuple[str, ...]
    why_not: tuple[str, ...]
    openings: Openings
    miles: float | None
    evidence: str

    @property
    def order(self) -> tuple[float, ...]:
        """Sort key: fits, then known open places, then nearness, then evidence. Nothing is hidden by it."""
        near = 99.0 if self.miles is None else self.miles // MILES_THAT_HARDLY_DIFFER
        evidence = EVIDENCE_ORDER.get(self.evidence, len(EVIDENCE_ORDER))
        return (self.verdict, self.openings.state, near, evidence, len(self.ask))

    @property
    def evidence_words(self) -> str:
        return EVIDENCE_WORDS[Evidence(self.evidence)] if self.evidence else ""


def match(offer: Offer, needs: Needs, *, at: datetime) -> Match:
    """Ask every question; one no is enough not to fit, one unknown enough to have to ask."""
    findings = [finding for question in QUESTIONS if (finding := question(offer, needs, at)) is not None]

    def words(answer: Answer) -> tuple[str, ...]:
        return tuple(finding.words for finding in findings if finding.answer is answer)

    return Match(
        verdict=max((finding.answer for finding in findings), default=Answer.FITS),
        why=words(Answer.FITS),
        ask=words(Answer.ASK),
        why_not=words(Answer.DOES_NOT_FIT),
        openings=openings(offer, needs, at=at),
        miles=miles(offer, needs),
        evidence=offer.evidence_rating,
    )
