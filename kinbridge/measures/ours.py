"""A partner's own families beside the county's: what a release tells that partner, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kinbridge.directory.models import Viewer
from kinbridge.measures.board import Sheet, cited, sheet, sheets
from kinbridge.measures.charts import Bar, Chart, says
from kinbridge.measures.models import Release
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.measure import Measure, Topic
from kinbridge.measures.rules.publish import Line

EVERYONE = "The county"


@dataclass(frozen=True, slots=True)
class Own:
    """One measure of one year: the partner's line, by its name, and everyone's of the same year."""

    sheet: Sheet
    line: Line
    everyone: Line
    last: int

    @property
    def measure(self) -> Measure:
        return self.sheet.measure

    @property
    def since(self) -> date:
        return quarters.since(self.last)

    @property
    def until(self) -> date:
        return quarters.last_day(self.last)

    @property
    def period(self) -> str:
        return quarters.year_named(self.last)

    @property
    def lines(self) -> tuple[Line, Line]:
        return self.line, replace(self.everyone, group=EVERYONE)

    @property
    def trouble(self) -> str:
        """Why there is nothing to say of the partner's own families, if there is nothing."""
        if self.line.cases == 0:
            return f"Not enough data: no {self.measure.of} among your families in this year."
        if self.line.cases is None:
            few = self.sheet.release.threshold
            return f"Not enough data to show: fewer than {few} of your families or of all others, or hidden of all."
        return ""

    @property
    def note(self) -> str:
        """What goes with every number of it."""
        few = self.sheet.release.threshold - 1
        return (
            f"{cited(self.measure, self.last)} Families that {self.line.group} worked with, and all families. "
            f"Counts of 1 to {few} are hidden, and what would give them away."
        )

    def chart(self) -> Chart:
        """Each step, of the partner's own and of everyone."""
        bars = (
            Bar(f"{words.capitalize()}: {line.group}", line.percents[step], says(line, step))
            for step, words in enumerate(self.measure.counts)
            for line in self.lines
        )
        label, title = "Step and whose families", f"{self.measure.title}: {self.line.group} and the county"
        return Chart(title, self.trouble, label, "Of each hundred", 100, tuple(bars), "")


def own(one: Sheet, by: Viewer) -> Own | None:
    """None where the release was made before partners were counted."""
    told = one.partners
    if not told:
        return None
    nothing = Line("", 0, (0,) * one.measure.levels, (None,) * one.measure.levels)
    found = told["lines"].get(str(by.organization_id))
    line = Line.read(found) if found is not None else nothing
    return Own(one, replace(line, group=by.organization_name), Line.read(told["everyone"]), int(told["last"]))


def all_own(release: Release, by: Viewer) -> dict[Topic, tuple[Own, ...]]:
    """Every measure of the release, by topic."""
    found = {topic: tuple(filter(None, (own(one, by) for one in these))) for topic, these in sheets(release).items()}
    return {topic: these for topic, these in found.items() if these}


def years(key: str, by: Viewer) -> tuple[Own, ...]:
    """Every year that was told of the measure as it is defined now, the newest first."""
    told: dict[int, Own] = {}
    for release in Release.objects.filter(coalition=by.coalition_id).order_by("-quarter_end"):
        one = sheet(release, key)
        found = own(one, by) if one is not None and one.current else None
        if found is not None:
            told.setdefault(found.last, found)
    return tuple(told.values())
