"""The queue of pairs for reviewers, one pair, and what a family's own workers are told of a linked record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.identity import actions, reading
from kinbridge.identity.elsewhere import elsewhere
from kinbridge.identity.forms import BecauseForm, VerdictForm
from kinbridge.people.models import Family
from kinbridge.people.pages import workers_page

REFUSED = "A privacy officer or an administrator looks at which records may be of one person."


@staff_page
def queue(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if not actions.may_review(viewer):
        raise PermissionDenied(REFUSED)
    return render(request, "identity/queue.html", {"queue": reading.queue(by=viewer, at=now())})


@staff_page
def pair(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    """Two records side by side, and the form for what is to be decided: a verdict, or to undo the link."""
    if not actions.may_review(viewer):
        raise PermissionDenied(REFUSED)
    at = now()
    shown = found_or_404(reading.pair_for(key=key, by=viewer, at=at))
    linked = shown.pair.state == shown.pair.State.SAME
    form = (BecauseForm if linked else VerdictForm)(request.POST or None, initial={"seen": len(shown.verdicts)})
    if form.is_valid():
        act = actions.undo if linked else actions.decide
        try:
            act(pair=shown.pair, by=viewer, at=at, **form.cleaned_data)
        except actions.AlreadyDecided as late:
            messages.warning(request, str(late))
        else:
            messages.success(request, "Written down. It can be decided anew at any time.")
        return redirect("identity:queue")
    context = {"shown": shown, "form": form, "linked": linked}
    return render(request, "identity/pair.html", context, status=status_of(form))


@workers_page
def family(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    found = elsewhere(family=family, by=viewer, at=now())
    return render(request, "identity/family.html", {"family": family, "elsewhere": found})


@workers_page
def undo(request: HttpRequest, *, viewer: Viewer, family: Family, pair: UUID) -> HttpResponse:
    """Whoever keeps the family's people in order, and is told of the other record, may say that it is not theirs."""
    at = now()
    found = elsewhere(family=family, by=viewer, at=at)
    told = next((one for one in found if one.pair is not None and one.pair.key == pair), None)
    if told is None or told.pair is None:
        raise Http404
    form = BecauseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.undo(pair=told.pair, because=form.cleaned_data["because"], by=viewer, at=at)
        except actions.AlreadyDecided as late:
            messages.warning(request, str(late))
        return redirect("identity:family", family.key)
    context = {"family": family, "told": told, "form": form}
    return render(request, "identity/undo.html", context, status=status_of(form))
