"""Invented people twice: as one system wrote them down, and as another did, with the slips that people make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from kinbridge.identity.rules.comparing import swapped
from kinbridge.identity.rules.record import FORMS, Mother, Record

GIVEN = tuple(FORMS)
STEMS = "ald ber cor dun esk far gar hol ing jar kel lor mon nor oak pel quin ros sal tor ulm ver wes yar zel".split()
MIDDLES = ["", *"ba de fi go li ma ne ri so ta va".split()]
ENDS = "ton ley man son field ez ski ham worth more ford well by rick".split()
FAMILY = tuple(f"{stem}{middle}{end}" for end in ENDS for middle in MIDDLES for stem in STEMS)
COMMON = list(accumulate(1 / (place + 20) for place in range(len(FAMILY))))
"""Some family names are many people's, most are few people's."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TODAY = date(2026, 11, 1)
SECOND = 10**9
"""Added to an id for the same one in the second system."""
NOBODY = 2 * SECOND
"""Added instead for whom only the second system knows."""
BOTH = 0.7
"""The share of people whom both systems know."""


@dataclass(frozen=True, slots=True)
class Systems:
    first: list[Record]
    second: list[Record]

    @property
    def both(self) -> set[int]:
        known = {one.person for one in self.first}
        return {one.person - SECOND for one in self.second if one.person - SECOND in known}


def people(count: int, *, seed: int = 7) -> Systems:
    """So many people in each system. Mothers with children of theirs, some born together, some not yet named."""
    random = Random(seed)
    everyone: list[Record] = []
    while len(everyone) < count:
        everyone += _household(random, len(everyone))
    first = everyone[:count]
    kept = round(count * BOTH)
    again = [_again(random, one, SECOND) for one in random.sample(first, kept)]
    others: list[Record] = []
    while len(others) < count - kept:
        others += _household(random, count + len(others))
    return Systems(first, again + [_again(random, one, NOBODY) for one in others[: count - kept]])


def _household(random: Random, number: int) -> list[Record]:
    grown = _grown(random, number)
    people = [grown]
    if random.random() < 0.4:
        mother = Mother(grown.given, grown.family, grown.born)
        for _ in range(random.choice((1, 1, 2))):
            born = TODAY - timedelta(days=random.randrange(10, 5000))
            together = 2 if random.random() < 0.03 else 1
            for _ in range(together):
                people.append(_child(random, number + len(people), grown, mother, born, several=together > 1))
    return people


def _grown(random: Random, number: int) -> Record:
    return Record(
        person=number,
        household=number,
        minor=False,
        given=_given(random),
        family=random.choices(FAMILY, cum_weights=COMMON)[0],
        born=TODAY - timedelta(days=random.randrange(6600, 22000)),
        phone=f"555{random.randrange(10**7):07}" if random.random() < 0.6 else "",
    )


def _child(random: Random, number: int, grown: Record, mother: Mother, born: date, *, several: bool) -> Record:
    unnamed = (TODAY - born).days < 60 and random.random() < 0.5
    return Record(
        person=number,
        household=grown.household,
        minor=True,
        given="" if unnamed else _given(random),
        family=grown.family,
        born=born,
        due=born + timedelta(days=random.randrange(-20, 10)) if (TODAY - born).days < 400 else None,
        several=several,
        mother=mother,
    )


def _given(random: Random) -> str:
    formal = random.choice(GIVEN)
    return random.choice(FORMS[formal]) if random.random() < 0.4 else formal


def _again(random: Random, one: Record, away: int) -> Record:
    """The same person as the second system has them: moved, married, misheard, mistyped, or half known."""
    mother = one.mother
    if mother is not None:
        given, family = _spelled(random, mother.given), _renamed(random, mother.family)
        mother = None if random.random() < 0.15 else Mother(given, family, _day(random, mother.born))
    moved = random.random() < 0.3
    again = replace(
        one,
        person=one.person + away,
        household=one.household + away,
        given=_spelled(random, one.given) or (_given(random) if random.random() < 0.5 else ""),
        family=_renamed(random, one.family),
        born=_day(random, one.born),
        due=one.due and one.due + timedelta(days=random.randrange(-5, 6)),
        mother=mother,
        phone=f"555{random.randrange(10**7):07}" if moved and one.phone else one.phone if random.random() < 0.7 else "",
    )
    turned = again.given and random.random() < 0.02
    return replace(again, given=again.family, family=again.given) if turned else again


def _spelled(random: Random, name: str) -> str:
    chance = random.random()
    if name and chance < 0.12:
        formal = next((formal for formal, forms in FORMS.items() if name == formal or name in forms), name)
        return random.choice([formal, *FORMS.get(formal, ())])
    return _mistyped(random, name) if chance < 0.2 else name


def _renamed(random: Random, name: str) -> str:
    chance = random.random()
    if chance < 0.05:
        return f"{name} {random.choice(FAMILY)}"
    if chance < 0.08:
        return random.choice(FAMILY)
    return _mistyped(random, name) if chance < 0.14 else name


def _mistyped(random: Random, name: str) -> str:
    if len(name) < 3:
        return name
    at = random.randrange(1, len(name))
    return random.choice(tuple(_slips(name, at, random.choice(LETTERS))))


def _slips(name: str, at: int, letter: str) -> Iterator[str]:
    yield name[:at] + name[at + 1 :]
    yield name[:at] + letter + name[at:]
    yield name[:at] + letter + name[at + 1 :]
    yield name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def _day(random: Random, day: date | None) -> date | None:
    chance = random.random()
    if day is None or chance < 0.02:
        return None
    if chance < 0.05:
        return _date(swapped(day)) or day
    if chance < 0.07:
        return day.replace(day=min(max(1, day.day ^ 1), 28))
    return day


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
