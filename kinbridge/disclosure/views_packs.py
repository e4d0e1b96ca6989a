"""For counsel and privacy officers: what is on file of each state's law, and counsel's signature under it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.disclosure import signing
from kinbridge.disclosure.forms_packs import SignForm
from kinbridge.disclosure.pack_words import TITLES, paper_trail, particulars
from kinbridge.people.pages import staff_page


@staff_page
def packs(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    _readers_only(viewer)
    return render(request, "disclosure/packs.html", {"shelf": signing.shelf(by=viewer)})


@staff_page
def pack(request: HttpRequest, *, viewer: Viewer, state: str) -> HttpResponse:
    _readers_only(viewer)
    shelved = found_or_404(signing.shelved(state=state, by=viewer))
    may_sign = viewer.role == Role.COUNSEL
    if request.method == "POST" and not may_sign:
        raise PermissionDenied("Counsel signs the rules of a state; ask the coalition's lawyer.")
    form = SignForm(request.POST or None, initial={"sha256": shelved.pack.sha256, "name": viewer.name})
    if form.is_valid():
        try:
            signing.sign(state=state, by=viewer, at=now(), **form.signature())
        except signing.ChangedMeanwhile as changed:
            form.add_error(None, str(changed))
        else:
            messages.success(request, f"You signed the rules of {shelved.pack.name}.")
            return redirect("disclosure:law:pack", state=state)
    context = {
        "one": shelved,
        "entries": [
            (TITLES[entry.topic], entry, tuple(particulars(entry)), tuple(paper_trail(entry)), signing.rules_of(entry))
            for entry in shelved.pack.entries
        ],
        "history": signing.history(state=state, by=viewer),
        "demo": signing.unsigned_stands(),
        "form": form if may_sign else None,
    }
    return render(request, "disclosure/pack.html", context, status=422 if form.is_bound else 200)


@staff_page
@require_POST
def take_back(request: HttpRequest, *, viewer: Viewer, state: str) -> HttpResponse:
    _readers_only(viewer)
    shelved = found_or_404(signing.shelved(state=state, by=viewer))
    if viewer.role != Role.COUNSEL:
        raise PermissionDenied("Counsel signs the rules of a state; ask the coalition's lawyer.")
    if signing.take_back(state=state, by=viewer, at=now()):
        messages.success(request, f"The signature under the rules of {shelved.pack.name} no longer stands.")
    return redirect("disclosure:law:pack", state=state)


def _readers_only(viewer: Viewer) -> None:
    if viewer.role not in signing.READERS:
        raise Http404
