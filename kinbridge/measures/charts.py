"""Pictures of a release: what is drawn is also written, and a hidden number is drawn and written as hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kinbridge.core.pictures import Drawn, Mark, Trend
from kinbridge.measures.board import HIDDEN, Sheet, cited
from kinbridge.measures.lost import Way, ways_of, where_lost
from kinbridge.measures.models import Annotation
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.control_chart import Limits
from kinbridge.measures.rules.measure import Topic
from kinbridge.measures.rules.publish import Line

NOBODY = "nobody in the period"
NOTHING = "Nothing beyond chance: no shift of six quarters, no trend of five, and the last within its limits."
BESIDE = "not told: too few lost near it"
"""Of a step: not the step is small, but the number that would follow from it and the one beside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`lost` is drawn behind the value: what the bar before had more."""

    label: str
    value: int | None
    text: str
    note: str = ""
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    description: str
    label: str
    value_label: str
    top: int
    bars: tuple[Bar, ...]
    source: str


def says(line: Line, level: int = 0) -> str:
    """A line's percentage with its two numbers, or why there is none."""
    if line.cases == 0:
        return NOBODY
    met, percent = line.reached[level], line.percents[level]
    if percent is None:
        return HIDDEN if met is None or line.cases is None else f"{met:,} of {line.cases:,}"
    return f"{percent}% ({met:,} of {line.cases:,})"


def note(sheet: Sheet) -> str:
    """What goes with every number: its definition, its year, and what is hidden."""
    return f"{cited(sheet.measure, sheet.last)} {sheet.caution}".strip()


LANGUAGES = {"en": "English", "es": "Spanish"}


def called(group: str) -> str:
    """A group as people say it: what is stored as "tribal_health" is a payer."""
    return LANGUAGES.get(group) or group[:1].upper() + group[1:].replace("_", " ")


def groups(sheet: Sheet, title: str, lines: tuple[Line, ...], level: int = 0) -> Chart:
    return Chart(
        title=title,
        description="",
        label=title,
        value_label=sheet.measure.counts[level],
        top=100,
        bars=tuple(Bar(called(line.group), line.percents[level], says(line, level)) for line in lines),
        source="",
    )


def steps(sheet: Sheet) -> Chart:
    """How many reached each step, and how many were lost on the way to it."""
    line, ways = sheet.year.everyone, ways_of(sheet)
    bars = [
        Bar(
            label=one.name,
            value=one.reached,
            text=_reached(one, line),
            note=", ".join(filter(None, (one.took and f"median: {one.took}", one.left))),
            lost=one.lost or 0,
        )
        for one in ways
    ]
    return Chart(
        title=sheet.measure.title,
        description=sheet.trouble or _what_to_see(sheet, ways),
        label="Step",
        value_label="Families",
        top=max((one.reached or 0 for one in ways), default=0) or 1,
        bars=tuple(bars),
        source=note(sheet) if sheet.measure.topic == Topic.FUNNEL else "",
    )


def _what_to_see(sheet: Sheet, ways: Sequence[Way]) -> str:
    """Of many steps the one that loses most; of one or two how many came so far."""
    if sheet.measure.topic == Topic.FUNNEL:
        return where_lost(ways)
    line = sheet.year.everyone
    return "; ".join(f"{words}: {says(line, level)}" for level, words in enumerate(sheet.measure.counts)).capitalize()


def _reached(one: Way, line: Line) -> str:
    if one.reached is None:
        return HIDDEN if line.cases is None else BESIDE
    return f"{one.reached:,}{f' ({one.share}%)' if one.share else ''}"


def trend(sheet: Sheet, annotations: Iterable[Annotation] = ()) -> Trend:
    """The quarters as a run chart: each level, the first one's median and limits of chance, and what happened when."""
    lines, reading = sheet.quarters, sheet.reading()
    names = tuple(quarters.named(int(line.group)) for line in lines)
    drawn = [
        Drawn(words.capitalize(), _runs(sheet.points(level))) for level, words in enumerate(sheet.measure.counts[:2])
    ]
    if reading.middle is not None:
        middle = round(reading.middle)
        drawn.append(Drawn(f"Median, {middle}%", (((0, middle), (len(lines) - 1, middle)),)))
    within = sheet.limits()
    if any(within):
        drawn.append(Drawn("Limits of chance", (*_edges(within, "high"), *_edges(within, "low"))))
    rows = tuple(
        (name, *(says(line, level) for level in range(len(sheet.measure.counts[:2]))))
        + ((f"{reading.middle:g}%",) if reading.middle is not None else ())
        + ((str(each or ""),) if any(within) else ())
        for name, line, each in zip(names, lines, within, strict=True)
    )
    return Trend(
        id=f"trend-{sheet.measure.key.replace('_', '-')}",
        title="Quarter by quarter",
        description=reading.signal or NOTHING,
        times=names,
        lines=tuple(drawn),
        rows=rows,
        last=len(lines) - 1,
        marks=tuple(_marks(annotations, [int(line.group) for line in lines])),
    )


def _marks(annotations: Iterable[Annotation], told: list[int]) -> Iterator[Mark]:
    """Those of a day in one of the quarters that are drawn."""
    for number, one in enumerate(annotations, start=1):
        quarter = quarters.quarter_of(one.on)
        if quarter in told:
            day = f"{one.on:%B} {one.on.day}, {one.on.year}"
            yield Mark(told.index(quarter), number, f"{day}: {one.text} ({one.by or 'nobody named'})")


def _edges(within: Sequence[Limits | None], edge: str) -> tuple[tuple[tuple[int, float], ...], ...]:
    return _runs([round(getattr(each, edge), 1) if each is not None else None for each in within])


def _runs(points: Sequence[float | None]) -> tuple[tuple[tuple[int, float], ...], ...]:
    """The points between gaps. One that stands alone is drawn as a short dash."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, point in enumerate(points):
        if point is None:
            runs.append([])
        else:
            runs[-1].append((place, point))
    return tuple(tuple(run) for run in runs if run)
