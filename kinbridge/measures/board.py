"""A release as pages show it: every number with its year, its definition and what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kinbridge.measures.models import Release
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.answers import Wait
from kinbridge.measures.rules.control_chart import Limits, beyond, limits
from kinbridge.measures.rules.defined import BY_KEY, MEASURES
from kinbridge.measures.rules.measure import Measure, Topic
from kinbridge.measures.rules.over_time import SINCE
from kinbridge.measures.rules.partners import PARTNERS
from kinbridge.measures.rules.publish import EVERYONE, QUARTERS, Line, Told
from kinbridge.measures.rules.run_chart import Reading, read
from kinbridge.measures.rules.tables import CUTS

HIDDEN = "hidden: too few to show"


@dataclass(frozen=True)
class Sheet:
    """One measure in one release."""

    measure: Measure
    release: Release

    @cached_property
    def _found(self) -> dict[str, Any]:
        found: dict[str, Any] = self.release.body[self.measure.key]
        return found

    @cached_property
    def years(self) -> tuple[Told, ...]:
        """The newest first."""
        return tuple(map(Told.read, self._found["years"]))

    @property
    def year(self) -> Told:
        return self.years[0]

    @property
    def before(self) -> Told:
        return self.years[1]

    @property
    def waits(self) -> tuple[Wait, ...]:
        return tuple(Wait(**wait) for wait in self._found["waits"])

    @property
    def partners(self) -> dict[str, Any]:
        """What each partner alone may read (`last` quarter, `everyone`, `lines` by partner): see `ours`."""
        found: dict[str, Any] = self._found.get(PARTNERS, {})
        return found

    @property
    def last(self) -> int:
        return int(self._found["last"])

    @property
    def since(self) -> date:
        return quarters.since(self.last)

    @property
    def until(self) -> date:
        """The last day of the year."""
        return quarters.last_day(self.last)

    @property
    def current(self) -> bool:
        """Whether the definition is still the one that was counted."""
        return bool(self._found["version"] == self.measure.version)

    @property
    def caution(self) -> str:
        """What its numbers keep back, as it goes with each of them."""
        few = self.release.threshold - 1
        hides = any(told.hides for told in self.years)
        said = f"Counts of 1 to {few} are hidden, and what would give them away{'' if hides else ': here none is'}."
        step = self.release.rounding
        return " ".join(filter(None, (said, f"Numbers are rounded to the nearest {step}." if step > 1 else "")))

    @property
    def trouble(self) -> str:
        """Why there is nothing to say, if there is nothing."""
        if self.year.everyone.cases == 0:
            return f"Not enough data: no {self.measure.of} on record in this year."
        if self.year.everyone.cases is None:
            few = self.release.threshold - 1
            return f"Not enough data to show: 1 to {few} {self.measure.of}, or numbers that would give such a one away."
        return ""

    @property
    def quarters(self) -> tuple[Line, ...]:
        """Everyone, quarter by quarter, the oldest first; those since the newest year, too."""
        told = (line for year in reversed(self.years) for line in year.cuts[QUARTERS])
        return (*told, *map(Line.read, self._found.get(SINCE, ())))

    def points(self, level: int = 0) -> tuple[int | None, ...]:
        """The percentage of each quarter that reached the level."""
        return tuple(line.percents[level] for line in self.quarters)

    def reading(self, level: int = 0) -> Reading:
        found = read(self.points(level), direction=self.measure.direction)
        way = beyond(self.points(level), self.limits(level))
        if found.middle is None or found.signal or not way:
            return found
        said = f"The last quarter lies {'above' if way > 0 else 'below'} the limits of chance."
        return Reading(found.middle, said, (way > 0) == (self.measure.direction == "up"))

    def limits(self, level: int = 0) -> tuple[Limits | None, ...]:
        """Within what each quarter's percentage moves by chance alone."""
        return limits([(line.reached[level], line.cases) for line in self.quarters])

    @property
    def cuts(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """The groups of the year, by the cut's title; without those that everyone shares."""
        for cut, title in CUTS.items():
            if cut in self.year.cuts:
                yield title, self.year.cuts[cut]

    def rows(self, *, by_group: bool = True) -> Iterator[tuple[str, str, Line]]:
        """Every line that is told: of which year or quarter, in which cut."""
        for back, year in enumerate(self.years):
            last = self.last - back * quarters.YEAR
            yield quarters.year_named(last), EVERYONE, year.everyone
        for line in self.quarters:
            yield quarters.named(int(line.group)), EVERYONE, line
        for title, lines in self.cuts if by_group else ():
            for line in lines:
                yield quarters.year_named(self.last), title, line


def cited(measure: Measure, last: int) -> str:
    """What goes with every number of the year that ends with this quarter: its source, its definition, its months."""
    months = f"{quarters.since(last):%B %Y} to {quarters.last_day(last):%B %Y}"
    return f"{measure.source}. Definition {measure.version}; {months}."


def latest(coalition: int) -> Release | None:
    return Release.objects.filter(coalition=coalition).order_by("-quarter_end").first()


def opened(coalition: int) -> Release | None:
    """The newest that anyone may read."""
    return Release.objects.filter(coalition=coalition, opened_at__isnull=False).order_by("-quarter_end").first()


def sheets(release: Release) -> dict[Topic, tuple[Sheet, ...]]:
    """Every measure of the release, by topic."""
    found = [Sheet(one, release) for one in MEASURES if one.key in release.body]
    return {topic: these for topic in Topic if (these := tuple(one for one in found if one.measure.topic == topic))}


def sheet(release: Release, key: str) -> Sheet | None:
    return Sheet(BY_KEY[key], release) if key in BY_KEY and key in release.body else None
