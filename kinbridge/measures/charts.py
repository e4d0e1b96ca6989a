"""Pictures of a release: what is drawn is also written, and a hidden number is drawn and written as hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kinbridge.core.pictures import Drawn, Mark, Trend
from kinbridge.measures.board import HIDDEN, Sheet, cited
from kinbridge.measures.models import Annotation
from kinbridge.measures.rules import quarters
from kinbridge.measures.rules.measure import Topic
from kinbridge.measures.rules.publish import Line

NOBODY = "nobody in the period"
BESIDE = "not told: too few lost near it"
"""Of a step: not the step is small, but the number that would follow from it and the one beside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int | None
    text: str
    note: str = ""


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
    line, measure = sheet.year.everyone, sheet.measure
    counts = (line.cases, *line.reached)
    waits = [None, *(wait.median for wait in sheet.waits), *([None] * len(counts))]
    names = (measure.of.capitalize(), *(name.capitalize() for name in measure.counts))
    bars = []
    for place, (name, count) in enumerate(zip(names, counts, strict=True)):
        before = counts[place - 1] if place else None
        lost = before - count if before is not None and count is not None else None
        told = [_median(waits[place]), f"{lost:,} lost" if lost else ""]
        share = f" ({round(100 * count / counts[0])}%)" if place and count and counts[0] else ""
        text = f"{count:,}{share}" if count is not None else HIDDEN if line.cases is None else BESIDE
        bars.append(Bar(name, count, text, ", ".join(filter(None, told))))
    return Chart(
        title=measure.title,
        description=_where_lost(names, counts) or sheet.trouble,
        label="Step",
        value_label="Families",
        top=max((count or 0 for count in counts), default=0) or 1,
        bars=tuple(bars),
        source=note(sheet) if sheet.measure.topic == Topic.FUNNEL else "",
    )


def _median(days: float | None) -> str:
    if days is None:
        return ""
    return f"median {days:g} day{'' if days == 1 else 's'}" if days else "median: the same day"


def _where_lost(names: tuple[str, ...], counts: tuple[int | None, ...]) -> str:
    """The step on which most are lost, as far as it can be told."""
    known = [(place, count) for place, count in enumerate(counts) if count is not None]
    gaps = [(before - after, one, other) for (one, before), (other, after) in pairwise(known)]
    lost, one, other = max(gaps, default=(0, 0, 0))
    if not lost:
        return ""
    return f"Most are lost between “{names[one].lower()}” and “{names[other].lower()}”: {lost:,}."


def trend(sheet: Sheet, annotations: Iterable[Annotation] = ()) -> Trend:
    """The quarters as a run chart: each level, the median of the first, and what happened when."""
    lines, reading = sheet.quarters, sheet.reading()
    names = tuple(quarters.named(int(line.group)) for line in lines)
    drawn = [
        Drawn(words.capitalize(), _runs(sheet.points(level))) for level, words in enumerate(sheet.measure.counts[:2])
    ]
    if reading.middle is not None:
        middle = round(reading.middle)
        drawn.append(Drawn(f"Median, {middle}%", (((0, middle), (len(lines) - 1, middle)),)))
    rows = tuple(
        (name, *(says(line, level) for level in range(len(sheet.measure.counts[:2]))))
        + ((f"{reading.middle:g}%",) if reading.middle is not None else ())
        for name, line in zip(names, lines, strict=True)
    )
    return Trend(
        id=f"trend-{sheet.measure.key.replace('_', '-')}",
        title="Quarter by quarter",
        description=reading.signal or "Nothing beyond chance: no shift of six quarters, no trend of five.",
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


def _runs(points: tuple[int | None, ...]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The points between gaps. One that stands alone is drawn as a short dash."""
    runs: list[list[tuple[int, int]]] = [[]]
    for place, point in enumerate(points):
        if point is None:
            runs.append([])
        else:
            runs[-1].append((place, point))
    return tuple(tuple(run) for run in runs if run)
