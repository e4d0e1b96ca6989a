"""One's own county beside others: each told its own release, and each hid its own small numbers.

Numbers stand side by side only where measure, definition and year are the same; elsewhere stands why they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kinbridge.measures.board import Sheet, cited, latest
from kinbridge.measures.charts import Bar, Chart, says
from kinbridge.measures.handing import as_release, handed_to
from kinbridge.measures.models import Release
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.comparing import back_to, common_year, not_comparable
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.publish import Line


@dataclass(frozen=True, slots=True)
class Site:
    """Whose release it is, and what they say of it; `handed` is its number where it was handed over as a file."""

    name: str
    release: Release
    note: str = ""
    handed: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """One county's number of a measure, in the year that is compared; or why it has none to compare."""

    site: Site
    why_not: str
    line: Line | None = None
    points: tuple[Line | None, ...] = ()
    """The quarters of that year and of those before it, the oldest first; None where it tells none."""

    @property
    def said(self) -> str:
        return says(self.line) if self.line is not None else self.why_not

    @property
    def percent(self) -> int | None:
        return self.line.percents[0] if self.line is not None else None

    @property
    def runs(self) -> tuple[str, ...]:
        """The quarters' percentages between gaps, as points of a line 100 wide and 30 high."""
        runs: list[list[str]] = [[]]
        for place, point in enumerate(self.points):
            percent = point.percents[0] if point is not None else None
            if percent is None:
                runs.append([])
            else:
                runs[-1].append(f"{place * 100 / (len(self.points) - 1):.0f},{30 - 0.3 * percent:.1f}")
        return tuple(" ".join(run) for run in runs if run)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One measure, as each county told it; one's own county first."""

    measure: Measure
    last: int
    counties: tuple[Beside, ...]

    @property
    def since(self) -> date:
        return quarters.since(self.last)

    @property
    def until(self) -> date:
        return quarters.last_day(self.last)

    @property
    def told(self) -> tuple[Beside, ...]:
        return tuple(one for one in self.counties if one.line is not None)

    @property
    def by_quarter(self) -> Iterator[tuple[str, list[str]]]:
        """Each quarter with what every county that can be compared says of it."""
        for quarter, lines in zip(_span(self.last), zip(*(one.points for one in self.told), strict=True), strict=True):
            yield quarters.named(quarter), [says(line) if line is not None else "not told" for line in lines]

    def chart(self) -> Chart:
        """Every county's number, to be taken away as a picture."""
        bars = tuple(Bar(one.site.name, one.percent, one.said, one.site.note) for one in self.counties)
        return Chart(self.measure.title, self.measure.says, "County", self.measure.counts[0], 100, bars, "")

    @property
    def note(self) -> str:
        said = cited(self.measure, self.last)
        return f"{said} Each county hid its own small numbers. A difference is a question to ask, and no ranking."


def _span(last: int) -> range:
    """The quarters of a year and of those before it that are told."""
    return range(last - quarters.YEARS * quarters.YEAR + 1, last + 1)


def sites(own: int, *, of: Release | None = None, open_only: bool = False) -> list[Site]:
    """One's own newest release, or `of`; then the newest that others opened on this site or handed over as a file."""
    mine = of or latest(own)
    opened = Release.objects.filter(opened_at__isnull=False).exclude(coalition=own).select_related("coalition")
    newest = {one.coalition_id: one for one in opened.order_by("quarter_end")}
    others = [Site(_called(one), one) for one in newest.values()]
    for one in handed_to(own):
        if one.open or not open_only:
            release = as_release(one)
            others.append(Site(_called(release), release, one.note, one.pk))
    ours = [Site(_called(mine), mine)] if mine is not None else []
    return [*ours, *sorted(others, key=lambda site: site.name)]


def _called(release: Release) -> str:
    return f"{release.coalition.county} County, {release.coalition.state}"


def side_by_side(found: Sequence[Site]) -> tuple[SideBySide, ...]:
    """Every measure that one's own county tells of, the first of `found`."""
    if not found:
        return ()
    return tuple(_compared(one, found) for one in MEASURES if one.key in found[0].release.body)


def _compared(measure: Measure, found: Sequence[Site]) -> SideBySide:
    ours = found[0].release.body[measure.key]
    theirs = [site.release.body.get(measure.key) for site in found]
    reasons = [not_comparable(ours, one) for one in theirs]
    common = [common_year(ours, one) for one, reason in zip(theirs[1:], reasons[1:], strict=True) if not reason]
    last = max((one for one in common if one is not None), default=int(ours["last"]))
    counties = (_beside(measure, site, reason, last) for site, reason in zip(found, reasons, strict=True))
    return SideBySide(measure, last, tuple(counties))


def _beside(measure: Measure, site: Site, reason: str, last: int) -> Beside:
    if reason:
        return Beside(site, reason)
    sheet = Sheet(measure, site.release)
    back = back_to(site.release.body[measure.key], last)
    if back is None:
        until = f"{quarters.last_day(last):%B %Y}"
        return Beside(site, f"Not comparable: they do not tell the year to {until}, which is compared here.")
    told = {int(line.group): line for line in sheet.quarters}
    return Beside(site, "", sheet.years[back].everyone, tuple(told.get(quarter) for quarter in _span(last)))
