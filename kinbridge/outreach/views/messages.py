"""The library of messages, and one message."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.outreach.actions import messages as actions
from kinbridge.outreach.actions.authority import keeps, must_keep
from kinbridge.outreach.forms import AnewForm, MessageForm, TrialForm
from kinbridge.outreach.models import Message
from kinbridge.outreach.reading import messages as reading


@staff_page
def library(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    given = request.GET.get("language", "")
    asked = given if given in Message.Language.values else ""
    context = {
        "library": reading.library(by=viewer, language=asked),
        "languages": Message.Language.choices,
        "asked": asked,
        "here": "library",
    }
    return render(request, "outreach/library.html", context)


@staff_page
def write(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    must_keep(viewer)
    form = MessageForm(request.POST or None, by=viewer)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        made = actions.write(text=facts.pop("text"), facts=facts, by=viewer, at=now())
        return redirect("outreach:message", pk=made.pk)
    return render(request, "outreach/write.html", {"form": form}, status=status_of(form))


@staff_page
def message(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return _page(request, viewer, _row(viewer, pk))


@require_POST
@staff_page
def anew(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    must_keep(viewer)
    row, form = _row(viewer, pk), AnewForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, row, anew_form=form)
    actions.write_anew(message=row.message, by=viewer, at=now(), **form.cleaned_data)
    return redirect("outreach:message", pk=pk)


@require_POST
@staff_page
def trial(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """Of the words that stand now."""
    must_keep(viewer)
    row, form = _row(viewer, pk), TrialForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, row, trial_form=form)
    actions.keep_trial(version=row.now.version, facts=form.cleaned_data, by=viewer, at=now())
    return redirect("outreach:message", pk=pk)


def _row(viewer: Viewer, pk: int) -> reading.Row:
    return found_or_404(reading.open_message(pk=pk, by=viewer))


def _page(
    request: HttpRequest,
    viewer: Viewer,
    row: reading.Row,
    *,
    anew_form: forms.Form | None = None,
    trial_form: forms.Form | None = None,
) -> HttpResponse:
    context: dict[str, object] = {"row": row}
    if keeps(viewer):
        context["anew_form"] = anew_form or AnewForm(initial={"text": row.now.version.text})
        context["trial_form"] = trial_form or TrialForm(initial={"on": localdate()}, auto_id="id_trial_%s")
    return render(request, "outreach/message.html", context, status=400 if anew_form or trial_form else 200)
