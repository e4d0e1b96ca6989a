"""My family, my record, who looked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from kinbridge.chart.reading import open_chart
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.accounting import accounting
from kinbridge.people.models import Family
from kinbridge.people.pages import viewer_of
from kinbridge.portal import reading


def own_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the person's own `viewer` and `family`."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        viewer = viewer_of(request)
        family = reading.family_of(viewer, on=localdate()) if viewer.person_id is not None else None
        if family is None:
            raise PermissionDenied("These pages are for families. Ask your worker to link your account.")
        return view(request, viewer=viewer, family=family)

    return page


@own_page
def home(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    found = reading.home(family=family, by=viewer, at=now())
    return render(request, "portal/home.html", {"home": found, "family": family, "viewer": viewer})


@own_page
def record(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    before = request.GET.get("before", "")
    chart = open_chart(family=family, by=viewer, purpose=Purpose.SELF_ACCESS, at=now(), before=before)
    return render(request, "portal/record.html", {"chart": chart, "family": family, "purpose": Purpose.SELF_ACCESS})


@own_page
def looked(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    before = request.GET.get("before", "")
    told = accounting(
        family=family,
        by=viewer,
        at=now(),
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        only_looks=True,
    )
    return render(request, "portal/looked.html", {"told": told, "family": family})
