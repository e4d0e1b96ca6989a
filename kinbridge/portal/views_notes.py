"""One's own notes: write one, see them, let the program read them, take one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.people.models import Family
from kinbridge.portal import own_notes
from kinbridge.portal.forms_notes import NoteForm
from kinbridge.portal.pages import own_page


@own_page
def notes(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    at = now()
    form = NoteForm(request.POST or None, at=at, today=localdate())
    keeper = own_notes.keeper_of(family, viewer, on=localdate())
    if keeper is not None and form.is_valid():
        said = form.cleaned_data
        own_notes.note(
            family=family,
            keeper=keeper,
            text=said["text"].strip(),
            craving=said["craving"],
            withdrawal=said["withdrawal"],
            on=form.moment(),
            by=viewer,
            at=at,
        )
        messages.success(request, _("Noted. It is yours."))
        return redirect("portal:notes")
    context = {"family": family, "page": own_notes.page(family=family, by=viewer, at=at), "form": form}
    return render(request, "portal/notes.html", context, status=422 if form.is_bound else 200)


@require_POST
@own_page
def back(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    if own_notes.take_back(family=family, pk=pk, by=viewer, at=now()) is None:
        raise Http404
    messages.success(request, _("Taken back. Nobody reads it any more."))
    return redirect("portal:notes")


@require_POST
@own_page
def let_read(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    keeper = found_or_404(own_notes.keeper_of(family, viewer, on=localdate()))
    proposal = own_notes.let_read(family=family, keeper=keeper, by=viewer, at=now())
    return redirect("disclosure:preview", family.key, proposal.pk)
