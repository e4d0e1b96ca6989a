"""A question is one function: the decorator says where it comes from and what it looks at, the docstring is what it
asks, the body answers in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.rules.facts import Finding, Needs, Offer

Body = Callable[[Offer, Needs, datetime], Finding | None]
OWN_WORD = "what the service says of itself"
"""The source of a question that rests on no law."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Does this service fit this need? None when nobody asked, or when it cannot matter to this service.

    `no` heads the list of services that this question rules out. `asks` are the needs it looks at and `reads` the
    facts, and it looks at nothing else: so it is answered once for all services that say the same.
    """

    id: str
    says: str
    cite: str
    no: str
    asks: tuple[str, ...]
    reads: tuple[str, ...]
    body: Body

    def __call__(self, offer: Offer, needs: Needs, at: datetime) -> Finding | None:
        return self.body(offer, needs, at)


def question(cite: str = OWN_WORD, *, no: str, asks: str, reads: str) -> Callable[[Body], Question]:
    def made(body: Body) -> Question:
        says = (body.__doc__ or "").strip()
        return Question(body.__name__, says, cite, no, tuple(asks.split()), tuple(reads.split()), body)

    return made
