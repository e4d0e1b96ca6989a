"""What there is: services by level of care and population, and services for children by age."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

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
    key: Hashable = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Services of this kind, at this level, for these people, or for a child of so many months; blank is any."""

    category: str = ""
    level: str = ""
    whom: str = ""
    months: int | None = None

    def holds(self, one: Listed, *, at: datetime) -> bool:
        return (
            self.category in ("", one.offer.category)
            and self.level in ("", one.level)
            and (not self.whom or SERVES[Population(self.whom)](one.offer))
            and (self.months is None or serves_child(one.offer, self.months, at=at))
        )

    @property
    def query(self) -> str:
        said = {"category": self.category, "level": self.level, "whom": self.whom, "age": self.months}
        return urlencode({name: value for name, value in said.items() if value not in ("", None)})


@dataclass(frozen=True, slots=True)
class Count:
    services: int
    places: int
    names: tuple[str, ...]
    layer: Layer = Layer()


def serves_child(offer: Offer, months: int, *, at: datetime) -> bool:
    """The same question as in matching."""
    finding = childs_age(offer, Needs(child_months=months), at)
    return finding is not None and finding.answer is Answer.FITS


def count_of(services: Iterable[Listed], layer: Layer, *, at: datetime) -> Count:
    within = [one for one in services if layer.holds(one, at=at)]
    return Count(len(within), sum(one.places for one in within), tuple(one.name for one in within), layer)


def by_level(services: Iterable[Listed], *, at: datetime) -> list[tuple[Level, list[tuple[str, Count]]]]:
    """For each level of care of the fourth edition, what each population finds."""
    listed = list(services)
    return [
        (
            level,
            [(POPULATION_WORDS[who], count_of(listed, Layer(level=level, whom=who), at=at)) for who in SERVES],
        )
        for level in Level
    ]


def by_age(services: Iterable[Listed], *, at: datetime) -> list[tuple[ServiceCategory, list[tuple[str, Count]]]]:
    """For each kind of service for children, what a child of each age finds."""
    listed = list(services)
    return [
        (kind, [(words, count_of(listed, Layer(category=kind, months=months), at=at)) for months, words in AGES])
        for kind in FOR_CHILDREN
    ]
