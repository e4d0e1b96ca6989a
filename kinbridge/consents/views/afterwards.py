"""Take a consent back in one step; say that something is wrong with one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from kinbridge.consents import actions
from kinbridge.consents.forms import RevokeForm, WrongForm
from kinbridge.consents.views.papers import opened
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page

NOTES = {"withdraw_in_error": actions.withdraw_in_error, "end": actions.end, "doubt": actions.doubt}


@family_page
def revoke(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    paper = opened(family, pk, viewer)
    myself = viewer.person_id is not None
    form = RevokeForm(request.POST if request.method == "POST" else None, standing=paper.standing, myself=myself)
    if not form.is_valid():
        context = {"family": family, "here": "consents", "paper": paper, "form": form, "myself": myself}
        return render(request, "consents/revoke.html", context, status=422 if form.is_bound else 200)
    try:
        actions.revoke(
            consent=paper.consent,
            by=viewer,
            at=now(),
            channel=form.channel,
            parties=form.parties,
            spoken=form.spoken,
        )
    except actions.AlreadyEnded as trouble:
        messages.warning(request, str(trouble))
        return redirect("consents:show", family.key, paper.standing.newer or pk)
    said = _("On hold. Nothing more is shared because of it. Now help them put it in writing.")
    messages.success(request, said if form.spoken else _("Taken back. Nothing more is shared because of it."))
    return redirect("consents:show", family.key, pk)


@family_page
def wrong(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    if viewer.person_id is not None:
        raise PermissionDenied("To stop a paper, take it back; to say that it is wrong, ask the program that made it.")
    paper = opened(family, pk, viewer)
    form = WrongForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        note = NOTES[form.cleaned_data["what"]]
        try:
            note(consent=paper.consent, by=viewer, at=now(), words=form.cleaned_data["words"].strip())
        except (actions.AlreadyEnded, actions.NotYours) as trouble:
            form.add_error("what", str(trouble))
        else:
            messages.success(request, _("Written down. The paper is not used any more."))
            return redirect("consents:show", family.key, pk)
    context = {"family": family, "here": "consents", "paper": paper, "form": form}
    return render(request, "consents/wrong.html", context, status=422 if form.is_bound else 200)
