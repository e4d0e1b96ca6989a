"""The members of the coalition, and where systems meet a family."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.stakeholders import actions, reading
from kinbridge.stakeholders.forms import MemberForm, TouchpointForm
from kinbridge.stakeholders.models import Member, Touchpoint


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = MemberForm(request.POST or None, by=viewer, today=localdate()) if actions.keeps(viewer) else None
    if request.method == "POST" and form is None:
        raise actions.NotKept("The coalition's coordinators keep this list. Tell them who is missing.")
    if form is not None and form.is_valid():
        actions.seat(facts=form.cleaned_data, by=viewer, at=now())
        return redirect("stakeholders:list")
    context = {"table": reading.table(by=viewer), "form": form, "here": "members"}
    return render(request, "stakeholders/members.html", context, status=status_of(form))


@require_POST
@staff_page
def left(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    member = get_object_or_404(Member, pk=pk, coalition=viewer.coalition_id)
    actions.unseat(member=member, by=viewer, at=now())
    return redirect("stakeholders:list")


@require_POST
@staff_page
def lived(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    actions.say_lived(lived=request.POST.get("lived") == "yes", by=viewer, at=now())
    messages.success(request, "Noted. You can change it here at any time.")
    return redirect("stakeholders:list")


@staff_page
def touchpoints(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = TouchpointForm(request.POST or None, by=viewer) if actions.keeps(viewer) else None
    if request.method == "POST" and form is None:
        raise actions.NotKept("The coalition's coordinators keep the touchpoints. Tell them what is missing.")
    if form is not None and form.is_valid():
        actions.state_touchpoint(facts=form.cleaned_data, by=viewer, at=now())
        return redirect("stakeholders:touchpoints")
    context = {"register": reading.touchpoints(by=viewer), "form": form, "here": "touchpoints"}
    return render(request, "stakeholders/touchpoints.html", context, status=status_of(form))


@require_POST
@staff_page
def touchpoint_ended(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = get_object_or_404(Touchpoint, pk=pk, coalition=viewer.coalition_id)
    actions.end_touchpoint(touchpoint=found, by=viewer, at=now())
    return redirect("stakeholders:touchpoints")
