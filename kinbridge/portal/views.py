"""My family, my record, who looked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from kinbridge.chart.reading import open_chart
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.accounting import (
    MOST_IN_A_FILE,
    MOST_ON_PAPER,
    PAGE,
    THE_FAMILYS,
    Filter,
    accounting,
)
from kinbridge.disclosure.accounting_files import as_file, lines_file
from kinbridge.disclosure.pages import law_list_page
from kinbridge.people.models import Family
from kinbridge.portal import reading
from kinbridge.portal.pages import own_page


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
    printed = "print" in request.GET
    told = accounting(
        family=family,
        by=viewer,
        at=now(),
        only=Filter(THE_FAMILYS),
        before=request.GET.get("before", ""),
        most=MOST_ON_PAPER if printed else PAGE,
    )
    return render(request, "portal/looked.html", {"told": told, "family": family, "printed": printed})


@own_page
def looked_file(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    only = Filter(THE_FAMILYS)
    told = accounting(family=family, by=viewer, at=now(), only=only, most=MOST_IN_A_FILE, act="accounting.exported")
    return as_file(lines_file(told), name="who-looked")


@own_page
def of_law(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    """The lists that the law lets people ask for, of their own records."""
    own = reading.own(viewer, family=family)
    return law_list_page(request, "portal/list.html", family=family, people=own, by=viewer)
