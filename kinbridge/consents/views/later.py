"""What becomes of a paper on file, a family's or one between organizations: it ends, was a mistake, is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.consents import actions
from kinbridge.consents.actions import filing
from kinbridge.consents.forms.later import EndForm, WordsForm
from kinbridge.consents.models import Agreement, OtherAuthority
from kinbridge.consents.models.filed import How
from kinbridge.consents.models.shelf import Shelved, may
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family

Row = Agreement | OtherAuthority


def end(
    request: HttpRequest, *, one: Shelved, row: Row, by: Viewer, today: date, family: Family | None = None
) -> HttpResponse:
    if one.entry is None or not may(one, by=by).end:
        raise PermissionDenied("This paper is not yours to end, or it has ended already.")
    sent = request.POST if request.method == "POST" else None
    form = EndForm(sent, entry=one.entry, made=one.row.signed_on, today=today)
    if form.is_valid():
        said = form.cleaned_data
        try:
            how, words = How(said["how"]), said["words"].strip()
            filing.end_paper(paper=row, how=how, day=said["day"], by=by, at=now(), words=words)
        except (actions.NotYours, actions.AlreadyEnded) as trouble:
            form.add_error("how", str(trouble))
        else:
            messages.success(request, "Written down. It no longer counts from that day on.")
            return shown(one, family)
    return _asked(request, one, form, "end", family)


def wrong(request: HttpRequest, *, one: Shelved, row: Row, by: Viewer, family: Family | None = None) -> HttpResponse:
    if not may(one, by=by).call_wrong:
        raise PermissionDenied("The program that put it on file, or a privacy officer, says that it was a mistake.")
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            filing.enter_in_error(paper=row, by=by, at=now(), words=form.cleaned_data["words"].strip())
        except actions.AlreadyEnded as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "Marked as entered in error. It stays on file as that.")
            return shown(one, family)
    return _asked(request, one, form, "wrong", family)


def pressed(
    request: HttpRequest,
    verb: Callable[..., object],
    done: str,
    *,
    one: Shelved,
    row: Row,
    by: Viewer,
    family: Family | None = None,
) -> HttpResponse:
    """A button that asks nothing more."""
    try:
        verb(paper=row, by=by, at=now())
    except actions.NotYours as trouble:
        raise PermissionDenied(str(trouble)) from None
    except actions.AlreadyEnded as trouble:
        messages.warning(request, str(trouble))
    else:
        messages.success(request, done)
    return shown(one, family)


def shown(one: Shelved, family: Family | None) -> HttpResponse:
    """The page of the paper."""
    return redirect("consents:paper", family.key, one.row.pk) if family else redirect("consents:agreement", one.row.pk)


def _asked(
    request: HttpRequest, one: Shelved, form: EndForm | WordsForm, what: str, family: Family | None
) -> HttpResponse:
    context = {"family": family, "one": one, "form": form, "what": what}
    return render(request, "consents/paper_after.html", context, status=422 if form.is_bound else 200)
