"""Rows as a CSV file that a spreadsheet opens without running anything that stands in a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would take for a formula."""


def written(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def download(rows: Iterable[Sequence[str]], *, name: str) -> HttpResponse:
    answer = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUNS) else cell
