"""The pieces of a draft: put one in, change it, move it up, take it out; and the draft as it would be sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.news import reading
from kinbridge.news.actions import issues as actions
from kinbridge.news.actions.authority import must_write
from kinbridge.news.forms import OfferForm, PieceForm
from kinbridge.news.letters import letter_of
from kinbridge.news.models import Issue, Piece, Reader
from kinbridge.news.offers import offers, piece_of
from kinbridge.news.rules import Kind
from kinbridge.news.views.issues import composing, draft_of


@require_POST
@staff_page
def add_offered(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    issue = _draft(viewer, pk)
    form = OfferForm(request.POST, offers=offers(by=viewer))
    if not form.is_valid():
        return composing(request, viewer, issue, offer_form=form)
    facts = piece_of(form.cleaned_data["what"], by=viewer)
    actions.add(issue=issue, facts=facts, by=viewer, at=now())
    return redirect("news:issue", pk=pk)


@require_POST
@staff_page
def add_own(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    issue, form = _draft(viewer, pk), PieceForm(request.POST, auto_id="id_own_%s")
    if not form.is_valid():
        return composing(request, viewer, issue, piece_form=form)
    kind = Kind.EVENT if form.cleaned_data["on"] else Kind.WORDS
    actions.add(issue=issue, facts={"kind": kind, **form.cleaned_data}, by=viewer, at=now())
    return redirect("news:issue", pk=pk)


@staff_page
def change(request: HttpRequest, *, viewer: Viewer, pk: int, piece: int) -> HttpResponse:
    found = _piece(viewer, pk, piece)
    form = PieceForm(request.POST or None, initial={name: getattr(found, name) for name in PieceForm.base_fields})
    if form.is_valid():
        actions.change_piece(piece=found, facts=form.cleaned_data, by=viewer, at=now())
        return redirect("news:issue", pk=pk)
    return render(request, "news/change.html", {"form": form, "issue": found.issue}, status=status_of(form))


@require_POST
@staff_page
def move_up(request: HttpRequest, *, viewer: Viewer, pk: int, piece: int) -> HttpResponse:
    actions.move_up(piece=_piece(viewer, pk, piece), by=viewer, at=now())
    return redirect("news:issue", pk=pk)


@require_POST
@staff_page
def take_out(request: HttpRequest, *, viewer: Viewer, pk: int, piece: int) -> HttpResponse:
    actions.take_out(piece=_piece(viewer, pk, piece), by=viewer, at=now())
    return redirect("news:issue", pk=pk)


@require_safe
@staff_page
def as_sent(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """What a reader without an account would get, in words; nothing is sent."""
    issue, language = _draft(viewer, pk), "es" if request.GET.get("language") == "es" else "en"
    coalition = Coalition.objects.get(pk=viewer.coalition_id)
    someone = Reader(pk=0, coalition=coalition, email="reader@example.org", language=language)
    letter = letter_of([issue], reader=someone, page=reading.page_of(viewer.coalition_id))
    context = {"issue": issue, "letter": letter, "language": language}
    return render(request, "news/as_sent.html", context)


def _draft(viewer: Viewer, pk: int) -> Issue:
    must_write(viewer)
    return draft_of(viewer, pk)


def _piece(viewer: Viewer, pk: int, piece: int) -> Piece:
    return get_object_or_404(_draft(viewer, pk).pieces.select_related("issue"), pk=piece)
