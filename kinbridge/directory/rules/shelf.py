"""All services of a directory at once, arranged by what they say.

Services are many, what they say is little: three answers about pregnancy, a few dozen lists of payers. So each question
is put once to each different answer, not to each service, and who gave that answer is looked up. A shelf is never
changed: `updated` gives a new one, and whoever still reads the old one is not disturbed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from copy import copy
from datetime import datetime

from kinbridge.directory.rules.bits import Bits, Index, bits_of, without
from kinbridge.directory.rules.facts import FRESH_FOR, Answer, Needs, Offer
from kinbridge.directory.rules.match import MILES_THAT_HARDLY_DIFFER, evidence_of
from kinbridge.directory.rules.nearness import Atlas
from kinbridge.directory.rules.places import populations
from kinbridge.directory.rules.question import Question
from kinbridge.directory.rules.questions import QUESTIONS, distance, open_places
from kinbridge.directory.rules.sorting import Sorted, sorted_by

BY_LABEL = tuple(one for one in QUESTIONS if one not in (distance, open_places))
"""Questions that look at nothing but what many services say alike."""
KEPT_ANSWERS = 2000
ANEW = 2000
"""When so many services change at once, a new shelf is quicker than the old one changed."""
Group = tuple[str, bool]
"""A population, and whether a place is open for it."""


class Shelf:
    """`keys` names the service at each position, `offers` holds what it says, or None when it is gone."""

    def __init__(self, services: Iterable[tuple[Hashable, Offer]]) -> None:
        listed = list(services)
        said = [offer for _key, offer in listed]
        self.keys: list[Hashable] = [key for key, _offer in listed]
        self.positions = {key: position for position, key in enumerate(self.keys)}
        self.offers: list[Offer | None] = list(said)
        self.labels = [Index.of((label_of(one, question), n) for n, one in enumerate(said)) for question in BY_LABEL]
        self.marks = Index.of((mark, n) for n, offer in enumerate(said) for mark in marks_of(offer))
        self.atlas = Atlas.of((n, offer.points) for n, offer in enumerate(said))
        stated: dict[Group, list[tuple[datetime, int]]] = defaultdict(list)
        for n, offer in enumerate(said):
            for group, moment in statements_of(offer):
                stated[group].append((moment, n))
        self.stated = {group: sorted(told) for group, told in stated.items()}
        self._forget()

    def _forget(self) -> None:
        self._answers: dict[tuple[object, ...], tuple[Bits, Bits]] = {}
        self._fresh: dict[Group, tuple[int, Bits]] = {}

    def updated(self, services: Mapping[Hashable, Offer | None]) -> Shelf:
        """A shelf on which these services say something else; None takes one away. New ones stand at the end."""
        if len(services) > ANEW:
            held = dict(zip(self.keys, self.offers, strict=True)) | dict(services)
            return Shelf((key, offer) for key, offer in held.items() if offer is not None)
        shelf = copy(self)
        shelf.keys, shelf.positions, shelf.offers = list(self.keys), dict(self.positions), list(self.offers)
        shelf.labels, shelf.stated = list(self.labels), dict(self.stated)
        for key, offer in services.items():
            shelf._put(key, offer)
        shelf._forget()
        return shelf

    def _put(self, key: Hashable, offer: Offer | None) -> None:
        position = self.positions.setdefault(key, len(self.keys))
        if position == len(self.keys):
            self.keys.append(key)
            self.offers.append(None)
        was = self.offers[position]
        old, new = ([one] if one is not None else [] for one in (was, offer))
        for n, question in enumerate(BY_LABEL):
            before, after = ([label_of(one, question) for one in some] for some in (old, new))
            if before != after:
                self.labels[n] = self.labels[n].moved(position, was=before, now=after)
        marked, marks = ([mark for one in some for mark in marks_of(one)] for some in (old, new))
        self.marks = self.marks.moved(position, was=marked, now=marks)
        here, there = (tuple(point for one in some for point in one.points) for some in (old, new))
        if here != there:
            self.atlas = self.atlas.moved(position, was=here, now=there)
        for group in {group for one in (*old, *new) for group, _moment in statements_of(one)}:
            told = [one for one in self.stated.get(group, ()) if one[1] != position]
            told += [(moment, position) for one in new for known, moment in statements_of(one) if known == group]
            self.stated[group] = sorted(told)
        self.offers[position] = offer

    def offer(self, key: Hashable) -> Offer:
        """What a service says; nothing at all when it is not there."""
        position = self.positions.get(key)
        said = None if position is None else self.offers[position]
        return said or Offer()

    # ── asking ───────────────────────────────────────────────────────────────

    def answers(self, question: Question, needs: Needs, at: datetime) -> tuple[Bits, Bits]:
        """Who does not fit, and who must be asked."""
        asked = (question.id, *(getattr(needs, name) for name in question.asks))
        known = self._answers.get(asked)
        if known is None:
            known = self._ask(question, needs, at)
            if len(self._answers) >= KEPT_ANSWERS:
                self._answers.clear()
            self._answers[asked] = known
        return known

    def _ask(self, question: Question, needs: Needs, at: datetime) -> tuple[Bits, Bits]:
        no = maybe = 0
        for label, bits in self.labels[BY_LABEL.index(question)].bits.items():
            finding = question.body(Offer(**dict(zip(question.reads, label, strict=True))), needs, at)  # type: ignore[arg-type]
            if finding is not None and finding.answer is Answer.DOES_NOT_FIT:
                no |= bits
            elif finding is not None and finding.answer is Answer.ASK:
                maybe |= bits
        return no, maybe

    def room(self, needs: Needs, at: datetime) -> tuple[Bits, Bits]:
        """Where a place is open for someone like this, and where there is none: by fresh statements only."""
        opened = full = 0
        for population in populations(needs):
            opened |= self._still_fresh((population, True), at)
            full |= self._still_fresh((population, False), at)
        return opened, without(full, opened)

    def _still_fresh(self, group: Group, at: datetime) -> Bits:
        told = self.stated.get(group, [])
        first = bisect_left(told, (at - FRESH_FOR, -1))
        known = self._fresh.get(group)
        if known is None or known[0] != first:
            known = self._fresh[group] = first, bits_of(position for _moment, position in told[first:])
        return known[1]

    def rings(self, needs: Needs, alive: Bits) -> dict[int, Bits]:
        """Who of `alive` has a place in the circle asked for, in steps of a few miles."""
        if needs.near is None:
            return {}
        step = MILES_THAT_HARDLY_DIFFER
        return self.atlas.rings(needs.near, miles=needs.within_miles, step=step, alive=alive)

    def sort(
        self, needs: Needs, *, at: datetime, among: Iterable[Hashable] | None = None, in_programs_only: bool = False
    ) -> Sorted:
        """Put every question to all services; `among` names the only ones that are meant."""
        alive = self.marks["in a program" if in_programs_only else "all"]
        if among is not None:
            alive &= bits_of(self.positions[key] for key in among if key in self.positions)
        out: list[tuple[Question, Bits]] = []
        ask = once = again = 0
        for question in BY_LABEL:
            no, maybe = self.answers(question, needs, at)
            out.append((question, alive & no))
            again, once = again | (once & no), once | no
            alive, ask = without(alive, no), ask | maybe
        opened, full = self.room(needs, at)
        if needs.open_now:
            out.append((open_places, without(alive, opened)))
            alive &= opened
        rings = self.rings(needs, alive)
        if needs.near is not None:
            near = self.marks["remote"]
            for bits in rings.values():
                near |= bits
            placed = self.marks["placed"]
            out.append((distance, without(alive & placed, near)))
            ask |= without(alive, near | placed)
            alive = without(alive, without(placed, near))
        return sorted_by(
            needs.prefer,
            keys=self.keys,
            fits=without(alive, ask),
            ask=alive & ask,
            out=[(question, bits) for question, bits in out if bits],
            close=without(once, again),
            room=[opened, full],
            nearness=list(rings.values()),
            evidence=self.marks.bits,
        )


def label_of(offer: Offer, question: Question) -> tuple[object, ...]:
    """What the question looks at."""
    return tuple([getattr(offer, name) for name in question.reads])


def marks_of(offer: Offer) -> list[str]:
    marks = ["all", f"evidence {evidence_of(offer)}"]
    marks += ["in a program"] if offer.in_program else []
    marks += ["remote"] if offer.remote else []
    return marks + (["placed"] if any(point.is_on_earth for point in offer.points) else [])


def statements_of(offer: Offer) -> list[tuple[Group, datetime]]:
    return [((places.population, places.open_slots > 0), places.stated_at) for places in offer.places]
