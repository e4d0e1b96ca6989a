"""One family's clocks on five lanes, the clashes between them, and a step recorded as done."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from kinbridge.chart.actions import NotAttested
from kinbridge.chart.purposes import purpose_of, purposes_for
from kinbridge.clocks import actions
from kinbridge.clocks.forms import StepForm, WhatIfForm
from kinbridge.clocks.picture import ZOOMS, zoom_of
from kinbridge.clocks.reading import family_timeline
from kinbridge.directory.models import Viewer
from kinbridge.people.actions import household
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page


@family_page
def timeline(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    asked = WhatIfForm(request.GET if request.GET.keys() & {"starts", "returns"} else None)
    purpose = purpose_of(viewer, request.GET.get("purpose", ""))
    found = family_timeline(
        family=family,
        by=viewer,
        purpose=purpose,
        at=now(),
        months=zoom_of(request.GET.get("months_shown", "")),
        what_if=asked.question(),
    )
    context = {
        "family": family,
        "here": "timeline",
        "timeline": found,
        "zooms": ZOOMS,
        "asked": asked,
        "purpose": purpose,
        "purposes": purposes_for(viewer),
        "may_record": viewer.person_id is None,
    }
    return render(request, "clocks/timeline.html", context)


@family_page
def record(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    if viewer.person_id is not None:
        raise PermissionDenied(_("This page is for the people who work with families."))
    people = household(family=family, by=viewer, on=localdate()).people
    given = {"what": request.GET.get("what"), "person": request.GET.get("person"), "on": localdate()}
    form = StepForm(request.POST or None, initial=given, people=people, today=localdate())
    if request.method == "POST" and form.is_valid():
        step = form.cleaned_data
        marks = frozenset({"in_case_plan"}) if step["in_case_plan"] else frozenset[str]()
        try:
            actions.record_step(
                family=family,
                person=step["person"],
                what=step["what"],
                on=step["on"],
                until=step["until"],
                marks=marks,
                note=step["party"],
                by=viewer,
                at=now(),
            )
        except NotAttested as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, _("Recorded. The due dates below follow it."))
            return redirect("clocks:timeline", family.key)
    context = {"family": family, "here": "timeline", "form": form}
    return render(request, "clocks/record.html", context, status=400 if form.is_bound else 200)
