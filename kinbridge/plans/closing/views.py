"""Look at what was done before a plan ends, and end it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page
from kinbridge.plans import reading
from kinbridge.plans.closing import actions
from kinbridge.plans.closing.forms import CloseForm
from kinbridge.plans.closing.reading import checklist
from kinbridge.plans.purposes import leads


@family_page
def close(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = reading.find_plan(family=family, pk=pk)
    if plan is None or plan.closed_on is not None or not leads(plan, viewer):
        raise Http404
    found = checklist(plan=plan, by=viewer, at=now())
    form = CloseForm(request.POST or None, gaps=bool(found.gaps))
    if form.is_valid():
        actions.close(
            plan=plan,
            because=form.cleaned_data["because"],
            gaps=[line.key for line in found.gaps],
            reason=form.cleaned_data.get("reason", ""),
            by=viewer,
            at=now(),
        )
        return redirect("plans:show", key=family.key, pk=pk)
    context = {"family": family, "plan": plan, "found": found, "form": form, "here": "plans"}
    return render(request, "closing/close.html", context, status=status_of(form))
