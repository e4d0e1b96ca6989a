"""A rule is one function: the decorator cites the law, the docstring is the sentence people read, the body decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kinbridge.consents.rules import Authority
from kinbridge.core.decision import Confidence, Reason
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation

Held = Authority | bool | None
"""What a body answers: that it holds, that it does not, or the paper on which it holds."""
Condition = Callable[[Ask], Held]


class Effect(StrEnum):
    ALLOWS = "allows"
    DENIES = "denies"
    WITHHOLDS = "withholds"
    """Explains a silence: what the law says of this ask when nothing allows it. It never closes an open door."""
    ADDS = "adds"
    """Puts duties on a yes. It opens nothing and closes nothing."""


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    id: str
    effect: Effect
    cites: tuple[str, ...]
    says: str
    holds: Condition
    since: date | None = None
    until: date | None = None
    confidence: Confidence = Confidence.KNOWLEDGE_HIGH
    limits: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    opens: str = ""
    must: bool = False
    review: bool = False

    @property
    def cite(self) -> str:
        return "; ".join(self.cites)

    @property
    def reason(self) -> Reason:
        return Reason(self.id, self.says, self.cite, self.confidence)

    @property
    def duties(self) -> tuple[str, ...]:
        return self.obligations

    def in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def _maker(effect: Effect) -> Callable[..., Callable[[Condition], Rule]]:
    def cited(
        *cites: str,
        id: str,
        since: date | None = None,
        until: date | None = None,
        confidence: Confidence = Confidence.KNOWLEDGE_HIGH,
        limits: tuple[str, ...] = (),
        obligations: tuple[Obligation, ...] = (),
        opens: str = "",
        must: bool = False,
        review: bool = False,
    ) -> Callable[[Condition], Rule]:
        def make(holds: Condition) -> Rule:
            name = getattr(holds, "__name__", id)
            if not holds.__doc__:
                raise TypeError(f"{name}: write the docstring; it is the reason people will read.")
            if not cites:
                raise TypeError(f"{name}: cite the law.")
            says = " ".join(holds.__doc__.split())
            return Rule(
                id, effect, cites, says, holds, since, until, confidence, limits, obligations, opens, must, review
            )

        return make

    return cited


allows = _maker(Effect.ALLOWS)
denies = _maker(Effect.DENIES)
withholds = _maker(Effect.WITHHOLDS)
