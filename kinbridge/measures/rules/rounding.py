"""Round what may be shown, where a coalition wants no exact number out of the house at all."""

from __future__ import annotations

from dataclasses import replace

from kinbridge.measures.rules.publish import Line, Told

EXACT = 1
STEPS = {EXACT: "Exact numbers", 5: "Rounded to the nearest 5", 10: "Rounded to the nearest 10"}


def rounded(told: Told, step: int) -> Told:
    """Every number to the nearest `step`, and percentages from the rounded numbers. Hidden ones stay hidden.

    It comes after hiding and says less, never more: whatever holds of the exact numbers holds of these.
    """
    if step == EXACT:
        return told
    cuts = {cut: tuple(rounded_line(line, step) for line in lines) for cut, lines in told.cuts.items()}
    return Told(rounded_line(told.everyone, step), cuts)


def rounded_line(line: Line, step: int) -> Line:
    if step == EXACT:
        return line
    cases = _near(line.cases, step)
    reached = tuple(_near(count, step) for count in line.reached)
    percents = tuple(
        None if percent is None or count is None or not cases else min(100, round(100 * count / cases))
        for percent, count in zip(line.percents, reached, strict=True)
    )
    return replace(line, cases=cases, reached=reached, percents=percents)


def _near(count: int | None, step: int) -> int | None:
    return None if count is None else (count + step // 2) // step * step
