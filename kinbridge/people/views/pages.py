"""The families a program works with, and the people of one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from kinbridge.core.vocabulary import CHILDREN
from kinbridge.directory.models import Viewer
from kinbridge.people import actions
from kinbridge.people.keeping import keeps_custody, may_keep
from kinbridge.people.models import Family
from kinbridge.people.opening import may_open
from kinbridge.people.pages import family_page, staff_page
from kinbridge.people.working import may_assign


@staff_page
def families(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = actions.find_families(
        by=viewer, on=localdate(), words=request.GET.get("words", ""), after=request.GET.get("after", "")
    )
    template = "people/_families.html" if request.htmx else "people/families.html"  # type: ignore[attr-defined]
    context = {"found": found, "words": request.GET.get("words", ""), "may_open": may_open(viewer)}
    return render(request, template, context)


@family_page
def family(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    on = localdate()
    context = {
        "family": family,
        "household": actions.household(family=family, by=viewer, on=on),
        "may_keep": may_keep(family=family, by=viewer, on=on),
        "keeps_custody": keeps_custody(viewer),
        "may_assign": may_assign(family=family, by=viewer, on=on),
        "minors": CHILDREN,
        "here": "people",
    }
    return render(request, "people/family.html", context)
