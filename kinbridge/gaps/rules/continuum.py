"""What there is: services by level of care and population, and services for children by age."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.rules.facts import Answer, Needs, Offer
from kinbridge.directory.rules.questions.household import childs_age
from kinbridge.directory.rules.terms import Level
from kinbridge.directory.rules.words import POPULATION_WORDS, Population, ServiceCategory

SERVES: dict[Population, Callable[[Offer], bool]] = {
    Population.ANYONE: lambda offer: True,
    Population.PREGNANT: lambda offer: offer.accepts_pregnant is True,
    Population.WITH_CHILDREN: lambda offer: offer.children_may_stay is True,
    Population.MEN: lambda offer: offer.sex != "female",
    Population.YOUTH: lambda offer: offer.minimum_age is not None and offer.minimum_age < 18,
}
"""Only what was said counts: silence fills no cell."""
AGES = (
    (6, "0 to 11 months"),
    (18, "1 to 2 years"),
    (48, "3 to 5 years"),
    (108, "6 to 12 years"),
    (180, "13 to 17 years"),
)
"""A child of this many months stands for each band."""
FOR_CHILDREN = (
    ServiceCategory.HOME_VISITING,
    ServiceCategory.PEDIATRIC,
    ServiceCategory.EARLY_INTERVENTION,
    ServiceCategory.PARENTING,
    ServiceCategory.CHILD_THERAPY,
    ServiceCategory.CHILD_CARE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A running service: what it says, at which level it treats, how many places it has in all, and where."""

    name: str
    offer: Offer
    level: str
    places: int
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    services: int
    places: int
    names: tuple[str, ...]


def count_of(services: Iterable[Listed]) -> Count:
    listed = list(services)
    return Count(len(listed), sum(one.places for one in listed), tuple(one.name for one in listed))


def by_level(services: Iterable[Listed]) -> list[tuple[Level, list[tuple[str, Count]]]]:
    """For each level of care of the fourth edition, what each population finds."""
    listed = list(services)
    return [
        (
            level,
            [
                (POPULATION_WORDS[who], count_of(one for one in listed if one.level == level and serves(one.offer)))
                for who, serves in SERVES.items()
            ],
        )
        for level in Level
    ]


def by_age(services: Iterable[Listed], *, at: datetime) -> list[tuple[ServiceCategory, list[tuple[str, Count]]]]:
    """For each kind of service for children, what a child of each age finds: the same question as in matching."""
    listed = list(services)

    def fit(one: Listed, months: int) -> bool:
        finding = childs_age(one.offer, Needs(child_months=months), at)
        return finding is not None and finding.answer is Answer.FITS

    return [
        (
            kind,
            [
                (words, count_of(one for one in listed if one.offer.category == kind and fit(one, months)))
                for months, words in AGES
            ],
        )
        for kind in FOR_CHILDREN
    ]
