"""The register of practices, and one practice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kinbridge.directory.evidence import reading
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, signed_in_page
from kinbridge.directory.rules.points import POINT_WORDS


@signed_in_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    asked = request.GET.get("point", "")
    point = int(asked) if asked in {str(known) for known in POINT_WORDS} else None
    rows = reading.list_practices(coalition_id=viewer.coalition_id, point=point)
    context = {"rows": rows, "points": POINT_WORDS.items(), "point": point}
    return render(request, "directory/practices.html", context)


@signed_in_page
def practice(request: HttpRequest, *, viewer: Viewer, code: str) -> HttpResponse:
    found = found_or_404(reading.open_practice(code=code, coalition_id=viewer.coalition_id))
    return render(request, "directory/practice.html", {"found": found, "practice": found.practice})
