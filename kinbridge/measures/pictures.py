"""A chart as a picture to take away, PNG or PDF: what is drawn, its table, its definition and what is hidden."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from kinbridge.core.pictures import Trend
from kinbridge.measures.board import Sheet
from kinbridge.measures.charts import Chart, groups, steps, trend
from kinbridge.measures.models import Annotation

PIXELS_PER_INCH = 144.0
TYPES = {"png": "image/png", "pdf": "application/pdf"}


def named(sheet: Sheet) -> str:
    return f"{sheet.release.coalition.county} County: {sheet.measure.title}"


def charts(sheet: Sheet, annotations: list[Annotation]) -> dict[str, Chart | Trend]:
    """By name, every picture of a measure's page, in their order there."""
    named: dict[str, Chart | Trend] = {"steps": steps(sheet), "trend": trend(sheet, annotations)}
    by_group = (
        groups(sheet, f"{title}: {words}", lines, level)
        for title, lines in sheet.cuts
        for level, words in enumerate(sheet.measure.counts[:2])
    )
    return named | {f"group-{place}": chart for place, chart in enumerate(by_group, start=1)}


def drawn(chart: Chart | Trend, *, of: str, said: str, form: str, county_map: str = "") -> bytes:
    """The picture's bytes: `of` what it is, `said` its definition and what is hidden; `form` is one of TYPES.

    `county_map` is an SVG that shows the same numbers, to stand above them.
    """
    about = {"kind": "bars" if isinstance(chart, Chart) else "lines", "of": of, "note": said, "map": county_map}
    template, given = Path(__file__).parent / "picture.typ", {"picture": json.dumps(asdict(chart) | about)}
    if form == "pdf":
        return typst.compile(template, sys_inputs=given, pdf_standards=["ua-1"])
    return typst.compile(template, sys_inputs=given, format="png", ppi=PIXELS_PER_INCH)
