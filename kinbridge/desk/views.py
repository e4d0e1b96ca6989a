"""The Desk, and a family's first page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.desk import late, reading
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page, staff_page, viewer_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if viewer.role == "self":
        return redirect("portal:home")
    found = reading.desk(by=viewer, at=now())
    context = {"desk": found, "today": localdate(), "viewer": viewer, "supervises": late.may_see(viewer)}
    return render(request, "desk/home.html", context)


@staff_page
def late_responses(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if not late.may_see(viewer):
        raise PermissionDenied("This page is for supervisors of the child welfare agency.")
    found = late.late_responses(by=viewer, at=now())
    return render(request, "desk/late.html", {"late": found, "viewer": viewer, "today": localdate()})


@family_page
def family(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    if viewer.person_id is not None:
        return redirect("portal:home")
    found = reading.overview(family=family, by=viewer, at=now())
    context = {"family": family, "overview": found, "here": "overview", "today": localdate()}
    return render(request, "desk/family.html", context)
