"""For privacy officers: find a family, see who looked and why, and check that the chain is whole."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.disclosure import accounting
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
    family = accounting.watched_family(key=key, by=viewer)
    if family is None:
        raise Http404
    before = request.GET.get("before", "")
    told = accounting.accounting(
        family=family,
        by=viewer,
        at=now(),
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        only_looks=request.GET.get("only") == "looks",
    )
    context = {"family": family, "told": told, "whole": accounting.chain_is_whole(family=family)}
    return render(request, "disclosure/accounting.html", context | {"only": request.GET.get("only", "")})
