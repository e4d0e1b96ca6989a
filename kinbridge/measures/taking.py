"""A file to take away: pictures, figures and releases, each with its type and its name."""

from __future__ import annotations

from django.http import HttpResponse

CSV, JSON = "text/csv; charset=utf-8", "application/json"


def file(content: str | bytes, content_type: str, *, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
