"""Say how something stands on the way home; write down the next step; say that a task is done."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.chart.actions import NotAttested
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page
from kinbridge.plans import actions as plan_actions
from kinbridge.plans import reading
from kinbridge.plans.milestones import children_of
from kinbridge.plans.models import Plan, Task
from kinbridge.plans.pathway import actions
from kinbridge.plans.pathway.forms import SayForm, StepForm
from kinbridge.plans.purposes import leads
from kinbridge.plans.rules import PlanKind


@family_page
def say(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _open(family, pk)
    if not reading.may_open(plan=plan, by=viewer, at=now()):
        raise Http404
    first = {"item": request.GET.get("item", "")}
    form = SayForm(request.POST or None, for_parent=leads(plan, viewer), initial=first)
    if form.is_valid():
        try:
            actions.say(plan=plan, said=form.said(), by=viewer, at=now())
        except NotAttested as trouble:
            form.add_error(None, str(trouble))
        else:
            return redirect("plans:show", key=family.key, pk=pk)
    context = {"family": family, "plan": plan, "form": form, "here": "plans", "own": viewer.person_id is not None}
    return render(request, "pathway/say.html", context, status=status_of(form))


@family_page
def step(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = _open(family, pk)
    if not leads(plan, viewer):
        raise Http404
    today = localdate()
    form = StepForm(request.POST or None, children=children_of(plan), today=today, initial={"on": today})
    if form.is_valid():
        actions.take_step(plan=plan, to=form.next_step(), by=viewer, at=now())
        return redirect("plans:show", key=family.key, pk=pk)
    context = {"family": family, "plan": plan, "form": form, "here": "plans"}
    return render(request, "pathway/step.html", context, status=status_of(form))


@require_POST
@family_page
def done(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int, task: int) -> HttpResponse:
    plan = _open(family, pk)
    found = Task.objects.filter(version__plan=plan, pk=task).first()
    shown = reading.cut(plan=plan, by=viewer, at=now()) if reading.speaks_for_parent(plan, viewer) else None
    if found is None or shown is None or found not in shown.tasks:
        raise Http404
    day = None if found.done_on else localdate()
    plan_actions.finish_task(task=found, on=day, by=viewer, at=now())
    return redirect("plans:show", key=family.key, pk=pk)


def _open(family: Family, pk: int) -> Plan:
    """A case plan of this family that has not ended."""
    plan = reading.find_plan(family=family, pk=pk)
    if plan is None or plan.kind != PlanKind.CASE or plan.closed_on is not None:
        raise Http404
    return plan
