"""Fill in a consent, a page at a time. Every page is kept when it is sent, and may be come back to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.consents import actions
from kinbridge.consents.forms import STEPS, AboutForm, StepForm, UntilForm, WhatForm, WhoForm
from kinbridge.consents.forms.filling import NOTHING
from kinbridge.consents.forms.parties import named, partners_of
from kinbridge.consents.models import Consent, Proposal
from kinbridge.consents.models.terms import Terms, terms_from, terms_of
from kinbridge.core.vocabulary import MINORS
from kinbridge.directory.models import Viewer
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family, Person
from kinbridge.people.pages import family_page


@family_page
def begin(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    people = people_of(family, viewer)
    form = AboutForm(request.POST or None, before=_wanted(request, people, viewer), people=people)
    if not form.is_valid():
        return _page(request, family, form, "about")
    proposal = actions.propose(family=family, terms=form.terms, by=viewer, at=now())
    return redirect("consents:fill", family.key, proposal.pk, "who")


@family_page
def fill(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int, step: str) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.filter(family=family).kept_for(viewer), pk=pk)
    form = _form(request, step, viewer, family, before=terms_from(proposal.answers))
    if not form.is_valid():
        return _page(request, family, form, step, proposal)
    try:
        actions.revise(proposal=proposal, terms=form.terms, by=viewer, at=now())
    except actions.AlreadySigned as trouble:
        messages.info(request, str(trouble))
        return redirect("consents:show", family.key, trouble.consent.pk)
    return _onward(family, proposal, step)


@require_POST
@family_page
def replace(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    """Begin the paper that is to take this one's place, with the same things filled in."""
    old = get_object_or_404(Consent.objects.filter(family=family).seen_by(viewer), pk=pk)
    proposal = actions.propose(family=family, terms=terms_of(old), by=viewer, at=now(), replaces=old)
    return redirect("consents:fill", family.key, proposal.pk, "about")


def people_of(family: Family, viewer: Viewer) -> list[Person]:
    """Whose paper this viewer may prepare: anyone in the household; a parent, their own and their children's."""
    everyone = members_of(family=family, by=viewer, on=localdate())
    grown_first = sorted(everyone, key=lambda one: one.relation in MINORS)
    if viewer.person_id is None:
        return grown_first
    return [one for one in grown_first if one.pk == viewer.person_id or one.relation in MINORS]


def _wanted(request: HttpRequest, people: list[Person], viewer: Viewer) -> Terms:
    """What the page that led here knew: whose paper it is, and the program that is to get something by it."""
    person = next((one for one in people if str(one.pk) == request.GET.get("person", "")), None)
    if person is None:
        return NOTHING
    partners = partners_of(viewer)
    receives = named([f"program:{request.GET.get('to', '')}"], partners.choices())
    shares = named([f"program:{partners.own}"], partners.choices(attested=True)) if receives else ()
    return Terms(person=person.pk, language=person.language, shares=shares, receives=receives)


def _form(request: HttpRequest, step: str, viewer: Viewer, family: Family, *, before: Terms) -> StepForm:
    sent = request.POST if request.method == "POST" else None
    if step == "about":
        return AboutForm(sent, before=before, people=people_of(family, viewer))
    if step == "who":
        return WhoForm(sent, before=before, partners=partners_of(viewer))
    if step == "what":
        return WhatForm(sent, before=before)
    return UntilForm(sent, before=before, today=localdate())


def _onward(family: Family, proposal: Proposal, step: str) -> HttpResponse:
    place = STEPS.index(step) + 1
    if place < len(STEPS):
        return redirect("consents:fill", family.key, proposal.pk, STEPS[place])
    return redirect("disclosure:preview", family.key, proposal.pk)


def _page(
    request: HttpRequest, family: Family, form: StepForm, step: str, proposal: Proposal | None = None
) -> HttpResponse:
    context = {
        "family": family,
        "here": "consents",
        "form": form,
        "step": step,
        "steps": STEPS,
        "number": STEPS.index(step) + 1,
        "proposal": proposal,
        "terms": form.before,
    }
    status = 422 if form.is_bound else 200
    return render(request, f"consents/fill_{step}.html", context, status=status)
