"""A release as a CSV file: every number with its year, its definition, and whether it is hidden."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from kinbridge.directory.local_time import day_of
from kinbridge.measures.beside import Beside, SideBySide
from kinbridge.measures.board import Sheet
from kinbridge.measures.ours import Own
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.publish import Line

COLUMNS = (
    "measure",
    "definition",
    "period",
    "cut",
    "group",
    "step",
    "reached",
    "of",
    "percent",
    "hidden",
    "source",
    "released",
)


def written(sheets: Iterable[Sheet], *, by_group: bool = True) -> str:
    return _csv(row for sheet in sheets for told in sheet.rows(by_group=by_group) for row in _steps(sheet, *told))


def written_own(owns: Iterable[Own]) -> str:
    """A partner's own families and everyone, in the same columns."""
    return _csv(row for own in owns for line in own.lines for row in _steps(own.sheet, own.period, "Whose", line))


def written_beside(compared: Iterable[SideBySide]) -> str:
    """Every county that can be compared, in the same columns; the others say why they cannot."""
    return _csv(row for one in compared for county in one.counties for row in _county(one, county))


def _county(one: SideBySide, county: Beside) -> Iterable[tuple[object, ...]]:
    sheet, name = Sheet(one.measure, county.site.release), county.site.name
    if county.line is None:
        return [(one.measure.title, one.measure.version, "", "County", name, county.why_not, *[""] * 6)]
    period = quarters.year_named(one.last)
    return _steps(sheet, period, "County", replace(county.line, group=name))


def _csv(steps: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    rows.writerows(steps)
    return out.getvalue()


def _steps(sheet: Sheet, period: str, cut: str, line: Line) -> Iterable[tuple[object, ...]]:
    measure = sheet.measure
    group = line.group if cut != "Everyone" else cut
    for step, reached, percent in zip(measure.counts, line.reached, line.percents, strict=True):
        hidden = "yes" if reached is None or line.cases is None else ""
        known = tuple("" if number is None else number for number in (reached, line.cases, percent))
        released = str(day_of(sheet.release.released_at))
        yield measure.title, measure.version, period, cut, group, step, *known, hidden, measure.source, released
