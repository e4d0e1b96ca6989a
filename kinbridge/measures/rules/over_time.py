"""What is told when, so that all releases put together say no more than each of them.

If a year were told anew with each quarter, one year less the next would be a quarter less another. No count is below
zero, so a few years of such differences close in on each quarter of a small group, down to the one number it can be.
So years that are told have no quarter in common: they are told once a year. What comes in between is told of a whole
quarter, of everyone, where nothing of it has to be hidden; it then takes no part in hiding what is in its year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from kinbridge.measures.rules.answers import Wait
from kinbridge.measures.rules.partners import PARTNERS, tell_partners
from kinbridge.measures.rules.publish import (
    ANY,
    EVERYONE,
    QUARTERS,
    Cases,
    Counted,
    Line,
    Told,
    key,
    line_of,
    tell,
    tell_waits,
)
from kinbridge.measures.rules.quarters import YEAR, year_to, years
from kinbridge.measures.rules.rounding import EXACT, rounded, rounded_line
from kinbridge.measures.rules.suppression import THRESHOLD, all_or_none, hidden, with_totals
from kinbridge.measures.rules.tables import CUTS

SINCE = "since"
"""The key of the quarters after the newest year that is told."""


@dataclass(frozen=True, slots=True)
class Careful:
    threshold: int = THRESHOLD
    rounding: int = EXACT


@dataclass(frozen=True, slots=True)
class Before:
    """A measure's part of the last release, if it told of the measure by the same definition, and how carefully."""

    found: Mapping[str, Any]
    careful: Careful

    def year(self, last: int) -> Told | None:
        back, rest = divmod(int(self.found["last"]) - last, YEAR) if self.found else (-1, 0)
        told = self.found.get("years", ())
        return Told.read(told[back]) if rest == 0 and 0 <= back < len(told) else None

    @property
    def since(self) -> dict[int, Line]:
        return {int(line["group"]): Line.read(line) for line in self.found.get(SINCE, ())}

    def waits(self, last: int) -> list[Wait]:
        """What is recorded late does not move them."""
        return [Wait(**one) for one in self.found["waits"]] if self.found and self.found["last"] == last else []

    def partners(self, last: int) -> dict[str, Any]:
        found: dict[str, Any] = self.found.get(PARTNERS, {})
        return found if found.get("last") == last else {}


NOTHING = Before({}, Careful())


def tell_all(
    counts: Mapping[int, Counted],
    cases: Cases = ANY,
    *,
    last: int,
    settled: int,
    levels: int,
    cuts: Iterable[str] = CUTS,
    waits: Iterable[Wait] = (),
    before: Before = NOTHING,
    careful: Careful = NOTHING.careful,
) -> dict[str, Any]:
    """A measure's part of a release: the years, of which the newest ends with the quarter `last`, and what came since.

    `counts` holds every quarter from the first of these years to `settled`. Only the newest year is told by groups.
    """
    known: dict[str, Any] = {"before": before, "careful": careful}
    alike = known | {"cases": cases}
    newest = tell_year(last, counts, levels=levels, cuts=cuts, **alike)
    earlier = (tell_year(year[-1], counts, levels=levels, **alike) for year in years(last)[1:] if year[0] in counts)
    since = (tell_quarter(quarter, counts[quarter], **alike) for quarter in range(last + 1, settled + 1))
    medians = tell_waits(before.waits(last) or waits, newest.everyone, threshold=careful.threshold)
    return {
        "last": last,
        "years": [asdict(year) for year in (newest, *earlier)],
        SINCE: [asdict(line) for line in since],
        "waits": [asdict(wait) for wait in medians],
        PARTNERS: tell_of_partners(last, counts, newest.everyone, levels=levels, **known),
    }


def tell_year(
    last: int,
    counts: Mapping[int, Counted],
    *,
    levels: int,
    cuts: Iterable[str] = (),
    before: Before = NOTHING,
    cases: Cases = ANY,
    careful: Careful = NOTHING.careful,
) -> Told:
    """The year that ends with the quarter `last`. One that was told before tells no more than it did then."""
    then = before.year(last)
    if then is not None and before.careful == careful:
        return replace(then, cuts={cut: then.cuts[cut] for cut in (QUARTERS, *cuts) if cut in then.cuts})
    early = {str(quarter) for quarter, line in before.since.items() if line.cases is not None}
    quarters = {str(quarter): counts[quarter] for quarter in year_to(last)}
    told = tell(quarters, levels=levels, cuts=cuts, early=early, cases=cases, threshold=careful.threshold)
    told = rounded(told, careful.rounding)
    return told if then is None else _no_more_than(then, told)


def tell_quarter(quarter: int, counts: Counted, *, before: Before, cases: Cases, careful: Careful) -> Line:
    """A quarter whose year is not told yet: all of it, or nothing."""
    then = before.since.get(quarter)
    if then is not None and before.careful == careful:
        return then
    table = with_totals([counts[EVERYONE][EVERYONE]])
    hides_cases = key("", QUARTERS, str(quarter)) in cases.hidden
    if hides_cases or hidden(table, threshold=careful.threshold, kept=all_or_none(table)):
        nothing = (None,) * (len(table[0]) - 2)
        return Line(str(quarter), None, nothing, nothing)
    line = rounded_line(line_of(str(quarter), table[0], frozenset(), careful.threshold), careful.rounding)
    return line if then is None else _less(then, line)


def tell_of_partners(
    last: int,
    counts: Mapping[int, Counted],
    everyone: Line,
    *,
    levels: int,
    before: Before,
    careful: Careful,
) -> dict[str, Any]:
    """What each partner alone may read of the year that ends with the quarter `last`, and what all read of everyone."""
    then = before.partners(last)
    if then and before.careful == careful:
        return then
    quarters = [counts[quarter] for quarter in year_to(last)]
    told = tell_partners(quarters, everyone, levels=levels, threshold=careful.threshold)
    lines = {partner: rounded_line(line, careful.rounding) for partner, line in told.items()}
    if then:
        lines = {partner: _less(Line.read(one), lines[partner]) for partner, one in then["lines"].items()}
    return {
        "last": last,
        "everyone": asdict(everyone),
        "lines": {partner: asdict(line) for partner, line in lines.items()},
    }


def _no_more_than(then: Told, told: Told) -> Told:
    return Told(
        _less(then.everyone, told.everyone),
        {
            cut: tuple(_less(one, other) for one, other in zip(then.cuts[cut], lines, strict=True))
            for cut, lines in told.cuts.items()
            if cut in then.cuts
        },
    )


def _less(then: Line, line: Line) -> Line:
    """The line without the numbers that were hidden then."""

    def both(hidden_then: Sequence[int | None], now: Sequence[int | None]) -> tuple[int | None, ...]:
        return tuple(None if one is None else other for one, other in zip(hidden_then, now, strict=True))

    (cases,) = both([then.cases], [line.cases])
    return Line(line.group, cases, both(then.reached, line.reached), both(then.percents, line.percents))
