"""Who decides, where they stand, and how they were spoken with."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.directory.models import Viewer
from kinbridge.policy.actions.authority import keeps
from kinbridge.policy.models import Contact, DecisionMaker, Position
from kinbridge.policy.rules.stages import LEVEL_WORDS, Level

LISTED = 300


@dataclass(frozen=True, slots=True)
class Maker:
    """`stands` has the newest position on each policy."""

    maker: DecisionMaker
    stands: tuple[Position, ...]
    contacts: int

    @property
    def level_words(self) -> str:
        return LEVEL_WORDS[Level(self.maker.level)]


@dataclass(frozen=True, slots=True)
class Map:
    makers: tuple[Maker, ...]
    contacts: tuple[Contact, ...]
    may_keep: bool


def decision_map(*, by: Viewer) -> Map:
    found = DecisionMaker.objects.filter(coalition=by.coalition_id).order_by("level", "body", "name")
    makers = found.prefetch_related("positions__policy", "positions__noted_by", "contacts")[:LISTED]
    contacts = Contact.objects.filter(coalition=by.coalition_id).select_related("maker", "policy", "by", "time_spent")
    return Map(tuple(map(_maker, makers)), tuple(contacts.order_by("-on", "-pk")[:LISTED]), keeps(by))


def _maker(maker: DecisionMaker) -> Maker:
    newest: dict[int, Position] = {}
    for one in sorted(maker.positions.all(), key=lambda one: (one.on, one.pk)):
        newest[one.policy_id] = one
    return Maker(maker, tuple(newest.values()), len(maker.contacts.all()))
