"""Draw people for a family: names, ages, languages and payers in the mix a rural county has."""

from __future__ import annotations

import tomllib
from pathlib import Path

from mimesis import Locale, Person

from kinbridge.exchange.county.history import History, Someone

NAMES = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
RACES = {
    "White": 0.7,
    "Hispanic or Latino": 0.1,
    "Black": 0.09,
    "American Indian": 0.05,
    "Asian": 0.02,
    "More than one": 0.04,
}
PAYERS = {"medicaid": 0.78, "private": 0.13, "free": 0.06, "tribal_health": 0.03}
YEAR = 365


def surnames(seed: int) -> tuple[str, ...]:
    """Family names to draw from, the same for the same seed; Spanish ones are at the end."""
    english, spanish = Person(Locale.EN, seed=seed), Person(Locale.ES_MX, seed=seed)
    drawn = [english.last_name() for _ in range(540)] + [spanish.last_name() for _ in range(600)]
    return tuple(dict.fromkeys(name for name in drawn if name.isalpha() and name.istitle() and len(name) > 2))


def parent(story: History, relation: str, *, youngest: int = 19, oldest: int = 41) -> int:
    """A mother or a father, as old as parents of small children are."""
    race = story.one_of(RACES)
    spoken = "es" if race == "Hispanic or Latino" and story.chance(0.4) else "en"
    given = story.random.choice(NAMES["mothers" if relation == "mother" else "fathers"])
    years = round(story.random.triangular(youngest, oldest, 27))
    return story.add(
        Someone(
            relation,
            given,
            story.surname,
            -years * YEAR - story.days(0, YEAR - 1),
            sex="female" if relation == "mother" else "male",
            race=race,
            language=spoken,
            payer=story.one_of(PAYERS),
            tribe=NAMES["band"] if race == "American Indian" and story.chance(0.6) else "",
        )
    )


def child(story: History, of: int, *, born: int | None, carried: int | None = None) -> int:
    """A child of this parent. One not born yet has no name; one past the third birthday is no infant."""
    elder = story.people[of]
    relation = "infant" if born is None or born > -3 * YEAR else "youth16" if born < -16 * YEAR else "child"
    return story.add(
        Someone(
            relation,
            "" if born is None else story.random.choice(NAMES["babies"]),
            story.surname,
            born,
            sex=story.random.choice(("female", "male")),
            race=elder.race,
            language=elder.language,
            payer="medicaid" if elder.payer in ("medicaid", "free") else elder.payer,
            tribe=elder.tribe,
            carried=carried,
        )
    )


def grandmother(story: History, of: int) -> int:
    elder = story.people[of]
    return story.add(
        Someone(
            "other_adult",
            story.random.choice(NAMES["mothers"]),
            story.surname,
            (elder.born or -27 * YEAR) - story.days(19, 30) * YEAR,
            sex="female",
            race=elder.race,
            language=elder.language,
            payer="medicare",
            tribe=elder.tribe,
        )
    )
