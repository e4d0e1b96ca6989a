"""The safety plans of a family, for those the gate lets read them; and in a sentence what they are not."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.core.vocabulary import MINORS
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page
from kinbridge.plans.safety import actions
from kinbridge.plans.safety.forms import EndForm, SafetyPlanForm, Steps


@family_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    found = actions.safety_plans(family=family, by=viewer, at=now())
    plans = [(one, [{**step, "until": date.fromisoformat(step["until"])} for step in one.plan.steps]) for one in found]
    context = {
        "family": family,
        "plans": plans,
        "may_write": actions.may_write(viewer),
        "today": localdate(),
        "here": "plans",
    }
    return render(request, "safety/show.html", context)


@family_page
def write(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    if not actions.may_write(viewer):
        raise Http404
    people = members_of(family=family, by=viewer, on=localdate())
    children = tuple(person for person in people if person.relation in MINORS)
    form = SafetyPlanForm(request.POST or None, children=children, initial={"starts_on": localdate()})
    steps = Steps(request.POST or None, prefix="step")
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        said = [one.step() for one in steps if one.cleaned_data]
        actions.make(family=family, terms=form.terms(said), by=viewer, at=now())
        return redirect("plans:safety", key=family.key)
    context = {"family": family, "form": form, "steps": steps, "here": "plans"}
    return render(request, "safety/write.html", context, status=status_of(form))


@require_POST
@family_page
def end(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    form = EndForm(request.POST)
    if not actions.may_write(viewer):
        raise Http404
    if not form.is_valid():
        return render(request, "safety/end.html", {"family": family, "form": form, "here": "plans"}, status=400)
    if actions.end(family=family, plan_id=pk, because=form.cleaned_data["because"], by=viewer, at=now()) is None:
        raise Http404
    return redirect("plans:safety", key=family.key)
