"""The quality of our records: by source for everyone at work, and what oneself can mend."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from kinbridge.accounts.models import AWAY_FROM_FAMILIES
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page
from kinbridge.identity.actions import may_review
from kinbridge.quality import reading
from kinbridge.quality.sources import board


@staff_page
def sources(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    context = {
        "board": board(by=viewer, at=now()),
        "with_families": viewer.role not in AWAY_FROM_FAMILIES,
        "reviews": may_review(viewer),
    }
    return render(request, "quality/sources.html", context)


@staff_page
def mine(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if viewer.role in AWAY_FROM_FAMILIES:
        raise PermissionDenied("This page is for the people who work with families.")
    with transaction.atomic():
        looked = reading.to_mend(by=viewer, at=now())
    return render(request, "quality/mine.html", {"looked": looked})
