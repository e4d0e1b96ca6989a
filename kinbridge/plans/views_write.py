"""The plan as a form: written over days, by whoever leads it together with the parent."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page
from kinbridge.plans import actions, reading
from kinbridge.plans.forms_tasks import Tasks
from kinbridge.plans.forms_write import Lines, PlanForm
from kinbridge.plans.models import Plan, Version
from kinbridge.plans.purposes import leads
from kinbridge.plans.rules import PlanKind


@family_page
def write(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = reading.find_plan(family=family, pk=pk)
    if plan is None or not leads(plan, viewer) or plan.closed_on is not None:
        raise Http404
    version = actions.draft_of(plan=plan, by=viewer, at=now())
    version.plan = plan
    people = members_of(family=family, by=viewer, on=localdate())
    sent = request.POST if request.method == "POST" else None
    form = PlanForm(sent, version=version)
    lines = Lines(
        sent,
        prefix="line",
        initial=_rows(
            version.services, "need person service program referred_on first_kept_on barrier next_step owner"
        ),
        form_kwargs={"people": people, "coalition_id": family.coalition_id},
    )
    tasks = Tasks(
        sent if plan.kind == PlanKind.CASE else None,
        prefix="task",
        initial=_rows(version.tasks, "what owner section due_on done_on"),
        form_kwargs={"kind": plan.kind},
    )
    if sent is not None and all(one.is_valid() for one in (form, lines, tasks) if one.is_bound):
        try:
            actions.write(
                version_id=version.pk,
                body=form.body(),
                services=[one.line() for one in _kept(lines, "need")],
                tasks=[one.job() for one in _kept(tasks, "what")] if tasks.is_bound else (),
                by=viewer,
                at=now(),
            )
        except actions.Answered:
            return conflict(request, version)
        return redirect("plans:show", key=family.key, pk=pk)
    context = {
        "family": family,
        "plan": plan,
        "version": version,
        "form": form,
        "lines": lines,
        "tasks": tasks if plan.kind == PlanKind.CASE else None,
        "here": "plans",
    }
    return render(request, "plans/write.html", context, status=status_of(form))


def conflict(request: HttpRequest, version: Version) -> HttpResponse:
    """The parent has answered in the meantime."""
    plan: Plan = version.plan
    context = {"family": plan.family, "plan": plan, "here": "plans"}
    return render(request, "plans/answered.html", context, status=409)


def _rows(rows: Any, fields: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*fields.split()))


def _kept(formset: Any, needed: str) -> list[Any]:
    """Rows that were filled in and not taken out."""
    return [one for one in formset if one.cleaned_data.get(needed) and not one.cleaned_data.get("DELETE")]
