"""The papers between partners: all of them, and one with who looks at it again and who signs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.stakeholders import actions, reading
from kinbridge.stakeholders.forms import CareForm, MemoForm, ReviewForm, SignatoryForm


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = MemoForm(request.POST or None, by=viewer, today=localdate()) if actions.keeps(viewer) else None
    if request.method == "POST" and form is None:
        raise actions.NotKept("The coalition's coordinators keep the papers. Tell them what was signed.")
    if form is not None and form.is_valid():
        care = actions.file_memo(facts=form.cleaned_data, by=viewer, at=now())
        return redirect("stakeholders:paper", sort="memo", pk=care.memo_id)
    context = {"papers": reading.papers(by=viewer, at=now()), "form": form, "here": "papers"}
    return render(request, "stakeholders/papers.html", context, status=status_of(form))


@staff_page
def show(request: HttpRequest, *, viewer: Viewer, sort: str, pk: int) -> HttpResponse:
    one = _paper(viewer, sort, pk)
    return _paper_page(request, one, viewer)


@require_POST
@staff_page
def said(request: HttpRequest, *, viewer: Viewer, sort: str, pk: int, what: str) -> HttpResponse:
    """One of the three small forms of a paper's page."""
    one, sent, today = _paper(viewer, sort, pk), request.POST, localdate()
    forms: dict[str, Any] = {
        "care": lambda: CareForm(sent, by=viewer, today=today),
        "sign": lambda: SignatoryForm(sent, today=today),
        "review": lambda: ReviewForm(sent, today=today),
    }
    if what not in forms:
        raise Http404
    form = forms[what]()
    if not form.is_valid():
        return _paper_page(request, one, viewer, **{what: form})
    care = one.care
    if what == "care" or care is None:
        facts = form.cleaned_data if what == "care" else {}
        care = actions.care_for(paper={f"{sort}_id": pk}, facts=facts, by=viewer, at=now())
    if what == "sign":
        actions.sign_for(care=care, by=viewer, at=now(), **form.cleaned_data)
    elif what == "review":
        actions.review(care=care, by=viewer, at=now(), **form.cleaned_data)
    return redirect("stakeholders:paper", sort=sort, pk=pk)


def _paper(viewer: Viewer, sort: str, pk: int) -> reading.Paper:
    return found_or_404(reading.paper(sort=sort, pk=pk, by=viewer, at=now()))


def _paper_page(request: HttpRequest, one: reading.Paper, viewer: Viewer, **bound: Any) -> HttpResponse:
    today, care = localdate(), one.care
    known = {"lead": care.lead_id, "review_on": care.review_on, "document": care.document} if care else {}
    may_keep = actions.keeps(viewer)
    context = {
        "one": one,
        "reviews": reading.reviews_of(care),
        "may_keep": may_keep,
        "may_review": may_keep or (care is not None and care.lead_id == viewer.user_id),
        "care_form": bound.get("care") or CareForm(by=viewer, today=today, initial=known),
        "sign_form": bound.get("sign") or SignatoryForm(today=today),
        "review_form": bound.get("review") or ReviewForm(today=today),
    }
    return render(request, "stakeholders/paper.html", context, status=400 if bound else 200)
