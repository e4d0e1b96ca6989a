"""My family, my record, who looked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from kinbridge.chart.reading import open_chart
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.accounting import PAGE, THE_FAMILYS, Filter, accounting, query
from kinbridge.disclosure.accounting_files import as_file, lines_file, list_file
from kinbridge.disclosure.accounting_lists import law_list
from kinbridge.disclosure.forms_accounting import ListForm
from kinbridge.people.models import Family
from kinbridge.portal import reading
from kinbridge.portal.pages import own_page

MOST_ON_PAPER, MOST_IN_A_FILE = 2_000, 1_000_000


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
    form = ListForm(request.GET or None, people=reading.own(viewer, family=family))
    context: dict[str, object] = {"family": family, "form": form, "printed": "print" in request.GET}
    if form.is_valid():
        which, person = form.chosen()
        wants_file = "file" in request.GET
        act = "accounting.exported" if wants_file else "accounting.seen"
        told = law_list(family=family, person=person, which=which, by=viewer, at=now(), act=act)
        if wants_file:
            return as_file(list_file(told), name=f"list-{which.value}")
        context |= {"told": told, "query": query(request.GET.urlencode())}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "portal/list.html", context, status=status)
