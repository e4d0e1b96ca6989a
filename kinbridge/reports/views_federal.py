"""The record files of a child welfare agency: draw one's own, and check any file of that shape."""

from __future__ import annotations

import io
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.reports.csv_file import download
from kinbridge.reports.drawing import NotTheAgency, draw, draws
from kinbridge.reports.example import EXAMPLE
from kinbridge.reports.forms_federal import CheckForm, FederalForm
from kinbridge.reports.rules.checking import check
from kinbridge.reports.rules.layouts import LAYOUTS, Layout
from kinbridge.reports.rules.records import Year

OFFERED = 3
MAKE, CHECK = "made", "checked"


@staff_page
def files(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "reports/federal.html", {"layouts": LAYOUTS.values(), "may_draw": draws(viewer)})


@staff_page
def file(request: HttpRequest, *, viewer: Viewer, code: str) -> HttpResponse:
    """One file's elements. A POST by the agency checks its own records in that shape, or makes the file."""
    layout = _layout(code)
    form = FederalForm(request.POST or None, years=_years(localdate())) if draws(viewer) else None
    if request.method == "POST" and form is None:
        raise NotTheAgency("A supervisor of the child welfare agency draws the agency's own file. Ask them for it.")
    context: dict[str, object] = {"layout": layout, "form": form}
    if form is None or not form.is_valid():
        return render(request, "reports/file.html", context, status=status_of(form))
    what = MAKE if "make" in request.POST else CHECK
    drawn = draw(layout=layout, year=Year(form.cleaned_data["year"]), what=what, by=viewer, at=now())
    if what == MAKE:
        return download(drawn.lines(), name=f"{code}-{drawn.year.ends_in}.csv")
    lines = [",".join(line) + "\n" for line in drawn.lines()]
    context |= {"drawn": drawn, "checked": check(lines, today=localdate(), layout=layout)}
    return render(request, "reports/file.html", context)


@staff_page
def companion(request: HttpRequest, *, viewer: Viewer, code: str) -> HttpResponse:
    """The sheet that says of each element what it may hold, where it comes from and how sure that is."""
    layout = _layout(code)
    return download(layout.companion(), name=f"{code}-elements.csv")


@staff_page
def check_page(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Check a file from another system; nothing of it is kept. Anyone may try the invented one."""
    form = CheckForm(request.POST or None, request.FILES or None) if draws(viewer) else None
    context: dict[str, object] = {"form": form, "example": EXAMPLE}
    if request.GET.get("example"):
        context |= {"checked": check(io.StringIO(EXAMPLE), today=localdate()), "of_example": True}
    elif request.method == "POST" and form is None:
        raise NotTheAgency("A supervisor of the child welfare agency checks the agency's own files here.")
    elif form is not None and form.is_valid():
        sent = form.cleaned_data["file"]
        context["checked"] = check(io.TextIOWrapper(sent, encoding="utf-8-sig", newline=""), today=localdate())
    refused = form is not None and form.is_bound and "checked" not in context
    return render(request, "reports/check.html", context, status=400 if refused else 200)


def _layout(code: str) -> Layout:
    if code not in LAYOUTS:
        raise Http404
    return LAYOUTS[code]


def _years(today: date) -> dict[int, str]:
    """The federal fiscal years that have begun, the last whole one first."""
    running = today.year + (today.month >= 10)
    whole = {
        ends: f"{ends}: October {ends - 1} to September {ends}" for ends in range(running - 1, running - OFFERED, -1)
    }
    return whole | {running: f"{running}, so far"}
