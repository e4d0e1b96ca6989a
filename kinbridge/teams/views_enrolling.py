"""The families a team serves: who may hear of each, one more, and one that leaves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.models import Family
from kinbridge.people.pages import staff_page
from kinbridge.teams import actions, enrolled, reading
from kinbridge.teams.forms_enrolling import EnrollForm
from kinbridge.teams.models import Enrollment, Team


@staff_page
def families(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    team = _led(pk, viewer)
    context = {"team": team, "served": enrolled.served(team, by=viewer, at=now())}
    return render(request, "teams/families.html", context)


@staff_page
def choose(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    team = _led(pk, viewer)
    return render(
        request, "teams/choose_family.html", {"team": team, "families": enrolled.may_join(team, by=viewer, at=now())}
    )


@staff_page
def enroll(request: HttpRequest, *, viewer: Viewer, pk: int, key: UUID) -> HttpResponse:
    team = _led(pk, viewer)
    family = get_object_or_404(Family.objects.seen_by(viewer, on=localdate()), key=key)
    consents = enrolled.agreeing(family, team=team, by=viewer, at=now())
    form = EnrollForm(request.POST or None, consents=consents)
    context = {"team": team, "family": family, "form": form, "consents": consents}
    if not form.is_valid():
        return render(request, "teams/enroll.html", context, status=status_of(form))
    chosen = form.chosen
    try:
        actions.enroll(team=team, person=chosen.person, consent=chosen, by=viewer, at=now())
    except actions.OnTheList as trouble:
        messages.info(request, str(trouble))
    else:
        messages.success(request, "On the list from today.")
    return redirect("teams:families", pk)


@require_POST
@staff_page
def leave(request: HttpRequest, *, viewer: Viewer, pk: int, enrollment: int) -> HttpResponse:
    team = _led(pk, viewer)
    serving = Enrollment.objects.on(localdate()).filter(team=team)
    actions.leave(enrollment=get_object_or_404(serving, pk=enrollment), by=viewer, at=now())
    messages.success(request, "The family is on the list no more. Meetings that were held keep their minutes.")
    return redirect("teams:families", pk)


def _led(pk: int, viewer: Viewer) -> Team:
    team = reading.teams_of(viewer, at=now()).filter(pk=pk).first()
    if team is None or not actions.may_lead(team, by=viewer):
        raise Http404
    return team
