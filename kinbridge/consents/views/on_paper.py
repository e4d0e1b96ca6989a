"""A consent that was signed on paper, once what it says is filled in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from kinbridge.consents import actions
from kinbridge.consents.forms import OnPaperForm
from kinbridge.consents.models import Consent, Proposal
from kinbridge.consents.models.terms import names_of, terms_from
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page


@family_page
def on_paper(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    if viewer.person_id is not None:
        raise PermissionDenied("A paper is put on file by someone at work; you can sign on the screen.")
    proposal = get_object_or_404(Proposal.objects.filter(family=family).kept_for(viewer), pk=pk)
    if became := Consent.objects.filter(proposal=proposal).first():
        return redirect("consents:show", family.key, became.pk)
    terms, at = terms_from(proposal.answers), now()
    person, text = actions.person_in(family.pk, terms.person), actions.text_of(proposal)
    form = OnPaperForm(
        request.POST if request.method == "POST" else None,
        terms=terms,
        person=person,
        told=text.statements,
        proofs=actions.proofs(family=family, person=person),
        today=day_of(at),
    )
    if form.is_valid():
        try:
            consent = actions.put_on_file(proposal=proposal, paper=form.paper, by=viewer, at=at)
        except (actions.NotYours, actions.AlreadyEnded) as trouble:
            form.add_error(None, str(trouble))
        except actions.AlreadySigned as trouble:
            return redirect("consents:show", family.key, trouble.consent.pk)
        else:
            messages.success(request, "On file. Below is what it is worth.")
            return redirect("consents:show", family.key, consent.pk)
    context = {
        "family": family,
        "here": "consents",
        "proposal": proposal,
        "form": form,
        "text": text,
        "holders": [] if actions.may_put_on_file(terms, by=viewer) else [*names_of(terms.shares).values()],
    }
    return render(request, "consents/on_paper.html", context, status=422 if form.is_bound else 200)
