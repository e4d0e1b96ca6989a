"""The parent says where they see the plan differently."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page
from kinbridge.plans import actions, reading
from kinbridge.plans.forms_differently import DifferentlyForm


@family_page
def differently(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    plan = reading.find_plan(family=family, pk=pk)
    if plan is None or not reading.speaks_for_parent(plan, viewer):
        raise Http404
    shown = found_or_404(reading.open_plan(plan=plan, by=viewer, at=now()))
    form = DifferentlyForm(request.POST or None, sections=shown.sections)
    if form.is_valid():
        actions.see_differently(version=shown.version, said=form.cleaned_data, by=viewer, at=now())
        return redirect("plans:show", key=family.key, pk=pk)
    context = {"family": family, "shown": shown, "form": form, "here": "plans", "today": localdate()}
    return render(request, "plans/differently.html", context, status=status_of(form))
