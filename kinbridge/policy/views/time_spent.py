"""Time: a grant's or advocacy's, in two sums that are never added."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.policy.actions import time_spent as actions
from kinbridge.policy.actions.authority import keeps, must_keep
from kinbridge.policy.forms import TimeForm
from kinbridge.policy.models import TimeSpent
from kinbridge.policy.reading.time_spent import sheet

DAYS = 365


@staff_page
def time(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = TimeForm(request.POST or None, by=viewer) if keeps(viewer) else None
    if request.method == "POST":
        must_keep(viewer)
        if form is not None and form.is_valid():
            try:
                actions.spend(by=viewer, at=now(), **form.facts())
            except actions.Taken as trouble:
                form.add_error("begins", str(trouble))
            else:
                return redirect("policy:time")
    found = sheet(by=viewer, since=localdate() - timedelta(days=DAYS))
    return render(request, "policy/time.html", {"sheet": found, "form": form, "here": "time"}, status=status_of(form))


@require_POST
@staff_page
def take_out(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    spent = get_object_or_404(TimeSpent, pk=pk, coalition=viewer.coalition_id, who=viewer.user_id)
    actions.take_out(spent=spent, by=viewer, at=now())
    return redirect("policy:time")
