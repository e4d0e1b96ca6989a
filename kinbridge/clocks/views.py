"""One family's clocks on five lanes, their clashes, a step recorded as done; and a county's own values."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from kinbridge.accounts.models import Role
from kinbridge.chart.actions import NotAttested
from kinbridge.chart.purposes import purpose_of, purposes_for
from kinbridge.clocks import actions
from kinbridge.clocks.forms import StepForm, ValueForm, WhatIfForm
from kinbridge.clocks.local import value_here, values_here
from kinbridge.clocks.picture import ZOOMS, zoom_of
from kinbridge.clocks.reading import family_timeline
from kinbridge.clocks.rules.days import Span
from kinbridge.clocks.rules.settings import SETTINGS
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page

MAY_SET = frozenset({Role.ADMINISTRATOR, Role.COALITION_COORDINATOR})


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
    people = members_of(family=family, by=viewer, on=localdate())
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
    return render(request, "clocks/record.html", context, status=status_of(form))


@staff_page
def values(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = values_here(viewer, on=localdate())
    return render(request, "clocks/values.html", {"values": found, "may_set": viewer.role in MAY_SET})


@staff_page
def value(request: HttpRequest, *, viewer: Viewer, name: str) -> HttpResponse:
    if name not in SETTINGS:
        raise Http404
    found = value_here(viewer, name=name, on=localdate())
    may_set = viewer.role in MAY_SET
    if request.method == "POST" and not may_set:
        raise PermissionDenied(_("The county's values are set by an administrator or the coalition's coordinator."))
    now_here = found.term.value if found.term is not None else None
    spoken = {True: "yes", False: "no"}.get(now_here, now_here) if isinstance(now_here, bool) else now_here
    given = {
        "n": now_here.n if isinstance(now_here, Span) else now_here,
        "unit": now_here.unit.value if isinstance(now_here, Span) else None,
        "word": spoken,
        "effective_from": localdate(),
        "confirmed_on": localdate(),
    }
    form = ValueForm(request.POST or None, initial=given, setting=found.setting, today=localdate())
    if request.method == "POST" and form.is_valid():
        actions.set_value(own=form.own(), by=viewer, at=now())
        messages.success(request, _("Written down. Due dates follow it from that day."))
        return redirect("clocks:value", name)
    context = {"value": found, "form": form, "may_set": may_set}
    return render(request, "clocks/value.html", context, status=status_of(form))
