"""What a consent lets a receiver see: shown to the person before it is signed, and to the receiver after."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import override

from kinbridge.chart import opened
from kinbridge.consents.actions import person_in, text_of
from kinbridge.consents.models import Consent, Proposal
from kinbridge.consents.models.terms import terms_from
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page, workers_page


@family_page
def would_see(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int, number: int) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.filter(family=family).kept_for(viewer), pk=pk)
    terms, text = terms_from(proposal.answers), text_of(proposal)
    person = person_in(family.pk, terms.person)
    with override(terms.language):
        previewed = found_or_404(
            opened.would_see(family=family, person=person, terms=terms, text=text, number=number, by=viewer, at=now())
        )
        context = {"family": family, "proposal": proposal, "previewed": previewed}
        template = "chart/_would_see.html" if request.htmx else "chart/would_see.html"  # type: ignore[attr-defined]
        return render(request, template, context)


@workers_page
def lets_see(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    consents = Consent.objects.filter(family=family).seen_by(viewer).select_related("person")
    consent = get_object_or_404(consents, pk=pk)
    piece = opened.lets_see(consent=consent, family=family, by=viewer, at=now())
    return render(request, "chart/lets_see.html", {"family": family, "consent": consent, "piece": piece})
