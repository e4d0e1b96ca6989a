"""A report as a tagged PDF: the same figures as the page, with who stands behind it."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from kinbridge.reports.models import Report
from kinbridge.reports.rules.document import Figure, Part
from kinbridge.reports.words import stages

HEADINGS = ("Item", "What is counted", "Number", "Period", "Definition and note")
WIDTHS = (2, 5, 3, 4, 5)


def as_pdf(report: Report) -> bytes:
    """PDF/UA-1 bytes. Until it is released, every page says that it is a draft."""
    document = report.document
    data = {
        "title": document.title,
        "county": document.county,
        "period": document.period,
        "released": document.released,
        "draft": report.released_at is None,
        "mark": report.mark[:12],
        "people": stages(report),
        "parts": [_part(one) for one in document.parts],
        "notes": list(document.notes),
    }
    template = Path(__file__).parent / "report.typ"
    return typst.compile(template, sys_inputs={"report": json.dumps(data)}, pdf_standards=["ua-1"])


def _part(part: Part) -> dict[str, object]:
    return {
        "title": part.title,
        "lede": part.lede,
        "columns": list(HEADINGS),
        "widths": list(WIDTHS),
        "rows": [_row(one) for one in part.figures],
        "notes": list(part.notes),
    }


def _row(one: Figure) -> list[str]:
    about = " ".join(filter(None, (one.definition and f"{one.definition}.", one.confidence and f"{one.confidence}.")))
    what = one.words if one.group in ("", "Everyone") else f"{one.group}: {one.words}"
    item = one.item if one.item.startswith("(") else one.group
    return [item, what, one.said, one.period, f"{about} {one.note}".strip()]
