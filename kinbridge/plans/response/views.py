"""How fast a family was reached, and what was found at first contact."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from kinbridge.chart.actions import NotAttested
from kinbridge.core.vocabulary import CHILD_WELFARE, MINORS
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import workers_page
from kinbridge.plans.response import actions, reading
from kinbridge.plans.response.forms import FoundForm


def _must_be_agency(viewer: Viewer) -> None:
    if viewer.organization_kind not in CHILD_WELFARE:
        raise PermissionDenied(_("This page is for the child welfare agency that responds."))


@workers_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    _must_be_agency(viewer)
    found = reading.open_response(family=family, by=viewer, at=now())
    context = {"family": family, "response": found, "here": "plans", "today": localtime().date()}
    return render(request, "response/show.html", context)


@workers_page
def write(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    _must_be_agency(viewer)
    here = localtime()
    people = members_of(family=family, by=viewer, on=here.date())
    adults = [person for person in people if person.relation not in MINORS]
    first = {"day": here.date(), "hour": here.strftime("%H:%M")}
    form = FoundForm(request.POST or None, adults=adults, now=here, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        met = {"person": given["person"], "met_at": given["met_at"], "first": given["first"]}
        try:
            actions.write_down(family=family, found=form.found(), by=viewer, at=now(), **met)
        except NotAttested as trouble:
            form.add_error(None, str(trouble))
        else:
            return redirect("plans:response", key=family.key)
    context = {"family": family, "form": form, "here": "plans"}
    return render(request, "response/write.html", context, status=status_of(form))
