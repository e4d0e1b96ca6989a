"""Whether a place is open: only a fresh statement counts, and only one that holds for this person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from kinbridge.directory.rules.facts import Needs, Offer, Places
from kinbridge.directory.rules.words import POPULATION_WORDS, Population


class Openness(IntEnum):
    """In the order that services are listed."""

    OPEN = 0
    WAIT = 1
    UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Openings:
    state: Openness
    words: str


def populations(needs: Needs) -> frozenset[str]:
    """The groups this person belongs to, for whom places may be held."""
    told = {
        Population.ANYONE: True,
        Population.PREGNANT: needs.pregnant,
        Population.WITH_CHILDREN: bool(needs.children_ages),
        Population.WOMEN: needs.counted_sex == "female",
        Population.MEN: needs.counted_sex == "male",
        Population.YOUTH: needs.age is not None and needs.age < 18,
    }
    return frozenset(population.value for population, holds in told.items() if holds)


def openings(offer: Offer, needs: Needs, *, at: datetime) -> Openings:
    """What is known today about open places for this person, always with the age of what was stated."""
    groups = populations(needs)
    for_them = [places for places in offer.places if places.population in groups]
    fresh = [places for places in for_them if places.is_fresh(at=at)]
    if opened := [places for places in fresh if places.open_slots]:
        return Openings(Openness.OPEN, "; ".join(open_words(places, at=at) for places in opened) + ".")
    if fresh:
        return Openings(Openness.WAIT, "; ".join(full_words(places, at=at) for places in fresh) + ".")
    if for_them:
        newest = max(for_them, key=lambda places: places.stated_at)
        return Openings(Openness.UNKNOWN, f"Places were last {newest.age_words(at=at)}: ask before you count on one.")
    return Openings(Openness.UNKNOWN, "Nobody has stated open places: ask.")


def open_words(places: Places, *, at: datetime) -> str:
    number = "1 place" if places.open_slots == 1 else f"{places.open_slots} places"
    whom = POPULATION_WORDS[Population(places.population)]
    return f"{number} open for {whom}, {places.age_words(at=at)}"


def full_words(places: Places, *, at: datetime) -> str:
    whom = POPULATION_WORDS[Population(places.population)]
    words = f"No place open for {whom}, {places.age_words(at=at)}"
    if places.waiting is not None:
        words += f"; {places.waiting} waiting"
    if places.wait_days is not None:
        words += f"; usual wait {places.wait_days} days"
    return words
