"""Put a report together from a release. Nothing is counted here: every number was told by the release already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kinbridge.directory.local_time import day_of
from kinbridge.measures.board import Sheet, sheet, sheets
from kinbridge.measures.charts import called, says
from kinbridge.measures.models import Release
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.publish import EVERYONE, QUARTERS, Line, Told
from kinbridge.measures.rules.quarters import YEAR
from kinbridge.measures.rules.tables import CUTS
from kinbridge.reports.rules.capta import CHECKED, CHECKED_ON, COUNTED, NOT_COUNTED, SOURCE, Item, is_federal_year
from kinbridge.reports.rules.document import Document, Figure, Part

NOT_TOLD = "not told for this year"


def years(release: Release) -> dict[int, str]:
    """The years that a release tells of affected infants, the newest first: by their last quarter, in words."""
    found = sheet(release, COUNTED[0].measure)
    if found is None:
        return {}
    return {last: _year(last) for last in (found.last - back * YEAR for back in range(len(found.years)))}


def _year(last: int) -> str:
    said = f"{_day(quarters.since(last))} to {_day(quarters.last_day(last))}"
    return f"Federal fiscal year {last // YEAR}: {said}" if is_federal_year(last) else said


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _released(release: Release) -> str:
    return f"Release to {_day(release.quarter_end)}, made {_day(day_of(release.released_at))}"


# ── the annual report ────────────────────────────────────────────────────────


def capta(release: Release, *, last: int) -> Document:
    """The annual state data report of the year to the end of the quarter `last`, as far as it is counted here."""
    counted = [_counted(item, release, last) for item in COUNTED]
    not_counted = [_not_counted(item) for item in NOT_COUNTED]
    notes = [
        f"Source of the items: {SOURCE}. {CHECKED} Checked {_day(CHECKED_ON)}.",
        _caution(release),
        *([] if is_federal_year(last) else ["This is no federal fiscal year: that ends on September 30."]),
    ]
    return Document(
        title="Annual state data report: affected infants",
        county=release.coalition.county,
        period=_year(last),
        released=_released(release),
        parts=(
            Part("Counted here", "Counts of this county for the state's own report.", tuple(counted)),
            Part("Not counted here", "The state's own system has these items.", tuple(not_counted)),
        ),
        notes=tuple(notes),
    )


def _counted(item: Item, release: Release, last: int) -> Figure:
    found = sheet(release, item.measure)
    told = _told(found, last) if found is not None else None
    if found is None or told is None:
        return Figure(
            item.number, item.words, EVERYONE, _year(last), None, None, None, NOT_TOLD, "", item.note, item.confidence
        )
    line, step = told.everyone, item.level - 1
    return Figure(
        item=item.number,
        words=item.words,
        group=EVERYONE,
        period=_year(last),
        number=line.cases if item.level == 0 else line.reached[step],
        of=None if item.level == 0 else line.cases,
        percent=None if item.level == 0 else line.percents[step],
        said=_cases(line) if item.level == 0 else says(line, step),
        definition=_definition(found),
        note=item.note,
        confidence=item.confidence,
    )


def _told(found: Sheet, last: int) -> Told | None:
    """What the release says of the year to that quarter, if it does."""
    back, rest = divmod(found.last - last, YEAR)
    return found.years[back] if rest == 0 and 0 <= back < len(found.years) else None


def _not_counted(item: Item) -> Figure:
    return Figure(item.number, item.words, "", "", None, None, None, "not counted here", "", item.note)


def _cases(line: Line) -> str:
    return "hidden: too few to show" if line.cases is None else f"{line.cases:,}"


def _definition(found: Sheet) -> str:
    return f"{found.measure.title}, definition {found.measure.version}"


def _caution(release: Release) -> str:
    said = f"Counts of 1 to {release.threshold - 1} are hidden, and whatever would give them away."
    return said + (f" Numbers are rounded to the nearest {release.rounding}." if release.rounding > 1 else "")


# ── what a funder asked for ──────────────────────────────────────────────────


def funders(
    release: Release, *, title: str, measures: Sequence[str], back: int, cuts: Sequence[str], by_quarter: bool
) -> Document:
    """The chosen measures for the newest year and `back` years before it, by the chosen groups."""
    chosen = [one for these in sheets(release).values() for one in these if one.measure.key in measures]
    parts = tuple(_part(one, back=back, cuts=cuts, by_quarter=by_quarter) for one in chosen)
    notes = (
        _caution(release),
        "Each number is the one that the release tells. Nothing was counted again for this report.",
        "Groups are told for the newest year only.",
        "Definitions are this coalition's own; where they follow a published measure they are not that measure.",
    )
    return Document(
        title=title,
        county=release.coalition.county,
        period=f"Years that ended by {_day(release.quarter_end)}",
        released=_released(release),
        parts=parts,
        notes=notes,
    )


def _part(one: Sheet, *, back: int, cuts: Sequence[str], by_quarter: bool) -> Part:
    figures = [
        figure
        for period, group, line in _lines(one, back=back, cuts=cuts, by_quarter=by_quarter)
        for figure in _steps(one, period, group, line)
    ]
    notes = [f"Source: {one.measure.source}.", f"Out of: {one.measure.of}."]
    if one.measure.without:
        notes.append(f"Left out: {one.measure.without}.")
    if one.measure.confirm:
        notes.append(f"Confirm locally: {one.measure.confirm}")
    if one.caution:
        notes.append(one.caution)
    return Part(one.measure.title, one.measure.says, tuple(figures), tuple(notes))


def _lines(one: Sheet, *, back: int, cuts: Sequence[str], by_quarter: bool) -> Iterator[tuple[str, str, Line]]:
    for place, told in enumerate(one.years[: back + 1]):
        last = one.last - place * YEAR
        yield _year(last), EVERYONE, told.everyone
        if by_quarter:
            yield from ((quarters.named(int(line.group)), EVERYONE, line) for line in told.cuts[QUARTERS])
    for cut in cuts:
        for line in one.year.cuts.get(cut, ()):
            yield _year(one.last), f"{CUTS[cut]}: {called(line.group)}", line


def _steps(one: Sheet, period: str, group: str, line: Line) -> Iterable[Figure]:
    for step, words in enumerate(one.measure.counts):
        yield Figure(
            item=one.measure.key,
            words=words,
            group=group,
            period=period,
            number=line.reached[step],
            of=line.cases,
            percent=line.percents[step],
            said=says(line, step),
            definition=_definition(one),
        )
