"""What people of a family noted of themselves, for those to whom they opened it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from kinbridge.chart.own_notes import own_notes
from kinbridge.chart.purposes import purpose_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import workers_page


@workers_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    opened = own_notes(family=family, by=viewer, purpose=purpose_of(viewer), at=now())
    return render(request, "chart/own_notes.html", {"family": family, "here": "chart", "opened": opened})
