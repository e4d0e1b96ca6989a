"""Agreements between organizations: they name no person and hold for every family of the coalition."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.consents import actions
from kinbridge.consents.actions import filing
from kinbridge.consents.forms.filing import PaperForm
from kinbridge.consents.forms.parties import partners_of
from kinbridge.consents.models import Agreement
from kinbridge.consents.models.shelf import Shelved, agreements, may
from kinbridge.consents.views import later
from kinbridge.consents.views.shelf import BETWEEN, entry_for, offered, would
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.pages import found_or_404, staff_page


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    shown = agreements(by=viewer, on=localdate())
    context = {
        "standing": [one for one in shown if one.open],
        "past": [one for one in shown if not one.open],
        "may_file": bool(offered(viewer, BETWEEN)),
    }
    return render(request, "consents/agreements.html", context)


@staff_page
def choose(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    groups = offered(viewer, BETWEEN)
    if not groups:
        raise PermissionDenied("A privacy officer or an administrator puts agreements on file.")
    return render(request, "consents/paper_choose.html", {"groups": groups})


@staff_page
def record(request: HttpRequest, *, viewer: Viewer, code: str) -> HttpResponse:
    entry = entry_for(code, viewer, between=True)
    sent = request.POST if request.method == "POST" else None
    form = PaperForm(sent, entry=entry, people=(), partners=partners_of(viewer), by=viewer, today=localdate())
    context = {"entry": entry, "form": form}
    if not form.is_valid():
        return render(request, "consents/paper_record.html", context, status=422 if form.is_bound else 200)
    if "look" in request.POST:
        return render(request, "consents/paper_record.html", context | {"would": would(form)})
    coalition = Coalition.objects.get(pk=viewer.coalition_id)
    try:
        agreement = filing.file_agreement(coalition=coalition, filing=form.filing, by=viewer, at=now())
    except actions.NotYours as trouble:
        raise PermissionDenied(str(trouble)) from None
    messages.success(request, "On file. Below is what it is worth.")
    return redirect("consents:agreement", agreement.pk)


@staff_page
def show(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    one = found(pk, viewer)
    return render(request, "consents/paper.html", {"one": one, "may": may(one, by=viewer)})


@staff_page
def end(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    one = found(pk, viewer)
    return later.end(request, one=one, row=row_of(one), by=viewer, today=localdate())


@staff_page
def wrong(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    one = found(pk, viewer)
    return later.wrong(request, one=one, row=row_of(one), by=viewer)


@require_POST
@staff_page
def confirm(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    one = found(pk, viewer)
    said = "Confirmed. It counts from now on."
    return later.pressed(request, filing.confirm, said, one=one, row=row_of(one), by=viewer)


def found(pk: int, viewer: Viewer) -> Shelved:
    return found_or_404(next((one for one in agreements(by=viewer, on=localdate()) if one.row.pk == pk), None))


def row_of(one: Shelved) -> Agreement:
    return Agreement.objects.get(pk=one.row.pk)
