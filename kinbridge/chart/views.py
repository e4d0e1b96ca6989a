"""The shared chart: what this viewer may see, for the purpose they give, and how much is sealed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from kinbridge.chart.own_notes import are_open
from kinbridge.chart.purposes import purpose_of, purposes_for
from kinbridge.chart.reading import look, open_chart
from kinbridge.consents.actions.emergencies import may_declare
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page


@family_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    purpose = purpose_of(viewer, request.GET.get("purpose", ""))
    at, before = now(), request.GET.get("before", "")
    view = look(family=family, by=viewer, purpose=purpose, at=at)
    chart = open_chart(family=family, by=viewer, purpose=purpose, at=at, before=before, view=view)
    template = "chart/_entries.html" if request.htmx else "chart/show.html"  # type: ignore[attr-defined]
    context = {
        "family": family,
        "chart": chart,
        "purpose": purpose,
        "purposes": purposes_for(viewer),
        "here": "chart",
        "may_declare": may_declare(viewer),
        "own_notes": are_open(view) and viewer.person_id is None,
    }
    return render(request, template, context)
