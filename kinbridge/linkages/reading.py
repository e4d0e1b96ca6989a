"""The inventory of links between organizations, and their map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Organization, Viewer
from kinbridge.linkages.actions import count, counted_again_on, counted_in, newest, speaks_for
from kinbridge.linkages.drawing import Drawn, Line, draw
from kinbridge.linkages.models import Count, Word
from kinbridge.linkages.rules import Shown, Strength, Trust, Way, is_one_way, shown, strength


@dataclass(frozen=True, slots=True)
class Linkage:
    """One organization's link to another: what goes there, what is heard back, and what it says of the other."""

    giver: Organization
    receiver: Organization
    way: Shown
    strength: Strength
    one_way: bool
    word: Word | None

    @property
    def order(self) -> tuple[bool, bool, int, str, str]:
        """Weak links first, then one-way ones, then the busiest."""
        return (
            self.strength is not Strength.WEAK,
            not self.one_way,
            -(self.way.sent or 0),
            self.giver.name,
            self.receiver.name,
        )


@dataclass(frozen=True, slots=True)
class Inventory:
    counted: Count
    links: tuple[Linkage, ...]
    drawn: Drawn
    may_say: bool
    few: bool
    again_on: date
    """When it can be counted again."""
    may_count: bool

    @property
    def spoken(self) -> tuple[Linkage, ...]:
        """Those of which there is something to say."""
        return tuple(link for link in self.links if link.word is not None or link.way.known)

    @property
    def faint(self) -> tuple[Linkage, ...]:
        """Those that carried a few referrals, of which nobody has said a word."""
        return tuple(link for link in self.links if link.word is None and not link.way.known)

    @property
    def weak(self) -> int:
        return sum(link.strength is Strength.WEAK for link in self.links)

    @property
    def one_way(self) -> int:
        return sum(link.one_way for link in self.links)


def inventory(*, by: Viewer, at: datetime) -> Inventory:
    """Every link that somebody uses or speaks of. Counts first when that was never done."""
    counted = newest(by.coalition_id) or count(by=by, at=at)
    ways = shown(counted_in(counted))
    words = _newest(by.coalition_id)
    known = {str(one.pk): one for one in Organization.objects.filter(coalition=by.coalition_id).order_by("name", "pk")}
    links = sorted(
        (_link(way, ways, known, words.get(way)) for way in {*ways, *words} if way[0] in known and way[1] in known),
        key=lambda link: link.order,
    )
    named = {str(one.pk) for link in links for one in (link.giver, link.receiver)}
    places = [(pk, one.name) for pk, one in known.items() if pk in named]
    lines = [Line(str(one.giver.pk), str(one.receiver.pk), one.strength, one.one_way, one.way.sent) for one in links]
    return Inventory(
        counted,
        tuple(links),
        draw(places, lines),
        speaks_for(by),
        few=any(link.way.sent is None for link in links),
        again_on=counted_again_on(counted),
        may_count=speaks_for(by) and counted_again_on(counted) <= day_of(at),
    )


def _link(way: Way, ways: dict[Way, Shown], known: dict[str, Organization], word: Word | None) -> Linkage:
    there, back = ways.get(way, Shown()), ways.get((way[1], way[0]), Shown())
    stands = strength(there, trust=Trust(word.trust) if word is not None else None)
    return Linkage(known[way[0]], known[way[1]], there, stands, is_one_way(there, back), word)


def _newest(coalition_id: int) -> dict[Way, Word]:
    rows = Word.objects.filter(coalition=coalition_id).order_by("organization", "about", "-pk")
    newest = rows.distinct("organization", "about")
    return {(str(word.organization_id), str(word.about_id)): word for word in newest}
