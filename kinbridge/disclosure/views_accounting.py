"""For privacy officers: find a family, see who looked and why, draw the law's lists, check that the chain is whole."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.disclosure import accounting
from kinbridge.disclosure.accounting_files import as_file, lines_file
from kinbridge.disclosure.forms_accounting import FilterForm
from kinbridge.disclosure.pages import law_list_page
from kinbridge.people.models import Family
from kinbridge.people.pages import staff_page


@staff_page
def search(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if viewer.role not in accounting.WATCH_OVER_RECORDS:
        raise Http404
    words = request.GET.get("words", "")[:80]
    found = accounting.families_by_name(words=words, by=viewer)
    return render(request, "disclosure/accounting_search.html", {"words": words, "families": found})


@staff_page
def show(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    family = _watched(key, viewer)
    form = FilterForm(request.GET or None)
    printed = "print" in request.GET
    told = accounting.accounting(
        family=family,
        by=viewer,
        at=now(),
        only=form.filter(),
        before=request.GET.get("before", ""),
        most=accounting.MOST_ON_PAPER if printed else accounting.PAGE,
    )
    context = {
        "family": family,
        "told": told,
        "form": form,
        "printed": printed,
        "query": accounting.query(request.GET.urlencode()),
        "whole": accounting.chain_is_whole(family=family),
    }
    return render(request, "disclosure/accounting.html", context, status=422 if form.is_bound and form.errors else 200)


@staff_page
def lines(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    family = _watched(key, viewer)
    told = accounting.accounting(
        family=family,
        by=viewer,
        at=now(),
        only=FilterForm(request.GET or None).filter(),
        most=accounting.MOST_IN_A_FILE,
        act="accounting.exported",
    )
    return as_file(lines_file(told), name="who-saw-what")


@staff_page
def of_law(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    family = _watched(key, viewer)
    everyone = accounting.people_of(family)
    return law_list_page(request, "disclosure/accounting_list.html", family=family, people=everyone, by=viewer)


def _watched(key: UUID, viewer: Viewer) -> Family:
    return found_or_404(accounting.watched_family(key=key, by=viewer))
