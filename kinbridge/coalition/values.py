"""What an indicator says now: the last release of its measure, or the last value that someone stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kinbridge.coalition.models import Indicator, Reading
from kinbridge.coalition.rules.goals import Standing, standing
from kinbridge.core.pictures import Drawn, Trend
from kinbridge.measures.board import Sheet, latest, sheet
from kinbridge.measures.charts import note, says, trend
from kinbridge.measures.models import Release
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.run_chart import read

ENOUGH_TO_DRAW = 3


def choices() -> list[tuple[str, str]]:
    """Every measure an indicator may be bound to, each of its counts apart."""
    return [
        (f"{one.key}:{level}", f"{one.title}: {words}") for one in MEASURES for level, words in enumerate(one.counts)
    ]


@dataclass(frozen=True, slots=True)
class Value:
    """`number` is None where nothing is known or it may not be shown; `text` says which."""

    number: float | None
    text: str
    on: date | None = None
    source: str = ""
    measure: str = ""
    standing: Standing = Standing.UNKNOWN

    @property
    def live(self) -> bool:
        return bool(self.measure)


def bound_to(indicator: Indicator) -> tuple[str, int]:
    key, _, level = indicator.measure.partition(":")
    return key, int(level or 0)


def sheet_of(indicator: Indicator, release: Release | None) -> Sheet | None:
    """The bound measure's part of the release, if it has one with that count."""
    key, level = bound_to(indicator)
    found = sheet(release, key) if release is not None else None
    return found if found is not None and level < found.measure.levels else None


def value_of(indicator: Indicator, *, release: Release | None, readings: Sequence[Reading]) -> Value:
    """`readings` from the oldest to the newest; an indicator that is bound to a measure does without them."""
    return _measured(indicator, release) if indicator.measure else _stated(indicator, readings)


def _stated(indicator: Indicator, readings: Sequence[Reading]) -> Value:
    if not readings:
        return Value(None, "not known")
    last = readings[-1]
    who = f"stated by {last.stated_by}" if last.stated_by else ""
    stands = standing([one.value for one in readings], target=indicator.target, direction=indicator.direction)
    text = f"{plain(last.value)} {indicator.unit}"
    return Value(last.value, text, last.on, "; ".join(filter(None, (last.note, who))), standing=stands)


def _measured(indicator: Indicator, release: Release | None) -> Value:
    key, level = bound_to(indicator)
    found = sheet_of(indicator, release)
    if found is None:
        return Value(None, "not counted yet", source="No release tells of this measure.", measure=key)
    now, before = found.year.everyone.percents[level], found.before.everyone.percents[level]
    said = Value(None, says(found.year.everyone, level), found.until, note(found), key, Standing.HIDDEN)
    if now is None:
        return said if found.year.everyone.cases != 0 else replace(said, standing=Standing.UNKNOWN)
    known = [float(one) for one in (before, now) if one is not None]
    stands = standing(known, target=indicator.target, direction=indicator.direction)
    return replace(said, number=float(now), standing=stands)


def chart_of(indicator: Indicator, *, release: Release | None, readings: Sequence[Reading]) -> Trend | None:
    """The values over time with what a run chart may say of them; None while there are too few to draw."""
    if indicator.measure:
        found = sheet_of(indicator, release)
        shown = [point for point in found.points() if point is not None] if found is not None else []
        return trend(found) if found is not None and len(shown) >= ENOUGH_TO_DRAW else None
    if len(readings) < ENOUGH_TO_DRAW:
        return None
    points = [one.value for one in readings]
    found_out = read(points, direction=indicator.direction, each="reading")
    times = tuple(f"{one.on:%b} {one.on.day}, {one.on.year}" for one in readings)
    lines = [Drawn(indicator.words, (tuple(enumerate(points)),))]
    if found_out.middle is not None:
        ends = ((0, found_out.middle), (len(points) - 1, found_out.middle))
        lines.append(Drawn(f"Median, {plain(found_out.middle)}", (ends,)))
    top = max(*points, indicator.target or 0, 1)
    middle = [plain(found_out.middle)] if found_out.middle is not None else []
    return Trend(
        id=f"readings-{indicator.pk}",
        title="Value by value",
        description=found_out.signal or "Nothing beyond chance: no shift of six readings, no trend of five.",
        times=times,
        lines=tuple(lines),
        rows=tuple(
            (
                when,
                f"{plain(one.value)} {indicator.unit}",
                *middle,
            )
            for when, one in zip(times, readings, strict=True)
        ),
        last=len(points) - 1,
        top=top,
        top_text=f"{plain(top)} {indicator.unit}",
    )


def plain(number: float) -> str:
    return f"{number:,.10g}"


def newest(coalition: int, *, indicators: Sequence[Indicator]) -> Release | None:
    """The last release, asked for only where an indicator is bound to a measure: its body is large."""
    return latest(coalition) if any(one.measure for one in indicators) else None
