"""Bars for the page: what is drawn is also written, and a hidden cell is drawn and written as hidden."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.measures.actions import Board, Row, Shown

HIDDEN = "hidden: too few to show"


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


def charts(board: Board) -> tuple[Chart, ...]:
    """One chart for each measure: everyone first, then each group."""
    return tuple(_measure(shown) for shown in board.measures)


def _measure(shown: Shown) -> Chart:
    note = " Small groups are hidden, and others with them so that they cannot be worked out."
    return Chart(
        title=shown.measure.title,
        description=shown.measure.says,
        label="Group",
        value_label=shown.measure.counts,
        top=100,
        bars=tuple(_bar(row) for row in (shown.total, *shown.rows)),
        source=f"{shown.measure.source}, definition {shown.measure.version}." + (note if shown.suppressed else ""),
    )


def _bar(row: Row) -> Bar:
    if row.cases == 0:
        return Bar(row.group, None, "nobody in the period")
    if row.percent is None:
        return Bar(row.group, None, HIDDEN)
    return Bar(row.group, row.percent, f"{row.percent}% ({row.met} of {row.cases})")


def funnel_chart(board: Board) -> Chart:
    top = max((rung.count or 0 for rung in board.funnel), default=0)
    return Chart(
        title="Where referrals are lost",
        description="Of the referrals sent in the period, how many reached each step.",
        label="Step",
        value_label="Referrals",
        top=top or 1,
        bars=tuple(
            Bar(
                rung.title,
                rung.count,
                HIDDEN
                if rung.count is None
                else f"{rung.count} ({rung.percent}%)"
                if rung.percent is not None
                else f"{rung.count}",
                "" if not rung.median_days else f"median {rung.median_days:g} days after sending",
            )
            for rung in board.funnel
        ),
        source="Steps that programs recorded. A later step counts for the ones before it.",
    )
