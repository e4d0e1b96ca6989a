"""State a medical emergency: what it opens is shown by the chart, and what followed is on the page of emergencies."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.consents.actions import emergencies
from kinbridge.consents.forms.later import EmergencyForm
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import workers_page


@workers_page
def declare(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    if not emergencies.may_declare(viewer):
        raise PermissionDenied("Only medical staff of a clinic, a hospital or a treatment program may do this.")
    at = now()
    people = members_of(family=family, by=viewer, on=day_of(at))
    form = EmergencyForm(request.POST if request.method == "POST" else None, people=list(people))
    if form.is_valid():
        said = form.cleaned_data
        statement = emergencies.Statement(
            person_id=int(said["person"]),
            nature=said["nature"].strip(),
            reason=said["reason"],
            treats=said["treats"] == "yes",
        )
        paper = emergencies.declare(family=family, statement=statement, by=viewer, at=at)
        return redirect("chart:emergency", family.key, paper.pk)
    context = {"family": family, "form": form, "here": "chart"}
    return render(request, "consents/emergency.html", context, status=422 if form.is_bound else 200)
