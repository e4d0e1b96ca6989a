"""Write down when the baby goes home."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.chart.actions import NotAttested
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page
from kinbridge.plans import going_home, reading
from kinbridge.plans.forms_going_home import GoingHomeForm


@family_page
def say(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = reading.find_plan(family=family, pk=pk)
    if plan is None or not going_home.may_say(plan, viewer):
        raise Http404
    before = going_home.said_before(plan, by=viewer)
    first = {"expected_on": before.expected_on, "home_on": before.home_on, "to": before.to}
    babies = going_home.infants_of(plan)
    sent = request.POST if request.method == "POST" else None
    form = GoingHomeForm(sent, plan=plan, babies=babies, today=localdate(), initial=first)
    if form.is_valid():
        try:
            going_home.say(plan=plan, going=form.going(), by=viewer, at=now())
        except NotAttested as trouble:
            form.add_error(None, str(trouble))
        else:
            return redirect("plans:show", key=family.key, pk=pk)
    context = {"family": family, "plan": plan, "babies": babies, "form": form, "here": "plans"}
    return render(request, "plans/going_home.html", context, status=status_of(form))
