"""An answer that carries its reason: what the gate, and any other rule that decides, returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Outcome(StrEnum):
    PERMIT = "permit"
    PERMIT_LIMITED = "permit_limited"
    DENY = "deny"


class Confidence(StrEnum):
    """How far a source was checked; anything but VERIFIED is shown to people as "confirm locally"."""

    VERIFIED = "verified"
    KNOWLEDGE_HIGH = "knowledge-high"
    KNOWLEDGE_MEDIUM = "knowledge-medium"
    KNOWLEDGE_LOW = "knowledge-low"

    @property
    def confirm_locally(self) -> bool:
        """Not read at its source: a person checks it with the site before relying on it."""
        return self is not Confidence.VERIFIED


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that held: its id, the sentence a worker reads, and the law it comes from."""

    rule: str
    says: str
    cite: str
    confidence: Confidence = Confidence.VERIFIED


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may be shared, and why.

    `limits` name the only parts that may go, `obligations` are codes of what travels with it, `authorities` the ids of
    the papers relied on. For a refusal, `would_open` says in plain words what would open the door. A `neutral` refusal
    must be shown exactly as if there were nothing to refuse (42 CFR 2.13(c)).
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    limits: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    would_open: tuple[str, ...] = ()
    neutral: bool = False
    human_review: bool = False
    must: bool = False
    fields: tuple[str, ...] = ()
    """The least that the purpose needs, where it may be shared: what to choose from the record (45 CFR 164.502(b))."""
    unless_ticked: tuple[str, ...] = ()
    """What never goes with it unless the person's own form ticks it by name."""

    @property
    def compulsion(self) -> Literal["may", "must"]:
        """A yes means that it may be shared. Only where the law demands it does it mean that it must."""
        return "must" if self.allowed and self.must else "may"

    @property
    def allowed(self) -> bool:
        return self.outcome is not Outcome.DENY

    @property
    def citations(self) -> tuple[str, ...]:
        """Every citation relied on, once each, in a stable order."""
        return tuple(dict.fromkeys(reason.cite for reason in self.reasons))

    def __bool__(self) -> bool:
        raise TypeError("A Decision is not true or false; ask for .allowed and show its reasons.")
