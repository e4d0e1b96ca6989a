"""The Inbox of a program, a family's referrals, choosing a program, writing to it, and one referral."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now

from kinbridge.consents.actions import notices_to
from kinbridge.directory.actions import keeps_list
from kinbridge.directory.capacity.forms import WaitingForm
from kinbridge.directory.finding import find_services
from kinbridge.directory.forms import NeedsForm
from kinbridge.directory.models import Program, Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import staff_page, workers_page
from kinbridge.referrals import actions, reading
from kinbridge.referrals.forms import (
    LIST,
    STEP_WORDS,
    AboutForm,
    AnswerForm,
    HandoffForm,
    ListedForm,
    ReceivedForm,
    SendForm,
)
from kinbridge.referrals.opened import around, open_referral
from kinbridge.referrals.reading import Card
from kinbridge.referrals.rules import NOT_SENT, Status
from kinbridge.referrals.suggesting import known_of
from kinbridge.referrals.wire import as_task

FITTING = 20


@staff_page
def inbox(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reading.inbox(by=viewer, at=now())
    context = {"inbox": found, "notices": notices_to(viewer, unread=True), "today": localdate()}
    return render(request, "referrals/inbox.html", context)


@workers_page
def of_family(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    cards = reading.of_family(family=family, by=viewer, at=now())
    context = {"family": family, "cards": cards, "here": "referrals", "today": localdate()}
    context["travels"] = reading.together(cards)
    return render(request, "referrals/family.html", context)


@workers_page
def choose(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    about = AboutForm(request.GET, family=family, by=viewer)
    form = NeedsForm(_asked(request.GET, about, family, viewer), county=family.coalition.county)
    found = find_services(needs=form.needs(), coalition_id=family.coalition_id, at=now(), in_programs_only=True).found[
        :FITTING
    ]
    template = "referrals/_matches.html" if request.htmx else "referrals/choose.html"  # type: ignore[attr-defined]
    context = {"family": family, "form": form, "found": found, "about": about, "here": "referrals"}
    return render(request, template, context)


def _asked(given: QueryDict, about: AboutForm, family: Family, viewer: Viewer) -> QueryDict | None:
    """What the form is filled with: a need asks for its kind of service, for the person as the viewer knows them."""
    if about.category and "category" not in given:
        given = given.copy()
        given.update(known_of(about.person_key, kind=about.category, family=family, by=viewer, on=localdate()))
    return given or None


@workers_page
def send(request: HttpRequest, *, viewer: Viewer, family: Family, program: UUID) -> HttpResponse:
    to_program = get_object_or_404(
        Program.objects.select_related("organization"), pk=program, organization__coalition=family.coalition_id
    )
    people = members_of(family=family, by=viewer, on=localdate())
    about = AboutForm(request.GET, family=family, by=viewer)
    initial = {"service": about.need_words or to_program.name}
    form = SendForm(request.POST or None, people=people, program=to_program, about=about, initial=initial)
    context = {"family": family, "form": form, "program": to_program, "about": about, "here": "referrals"}
    if form.is_valid() and "look" in request.POST:
        card, decision = reading.preview(family=family, request=form.request(), by=viewer, at=now())
        if decision.allowed:
            return render(request, "referrals/send.html", context | {"card": card})
        context |= {"decision": decision, "person": form.cleaned_data["person"]}
        return render(request, "referrals/send.html", context, status=403)
    if form.is_valid():
        verb = actions.draft if "keep" in request.POST else actions.send
        try:
            referral = verb(family=family, request=form.request(), by=viewer, at=now())
        except actions.NotPermitted as refusal:
            context |= {"decision": refusal.decision, "person": form.cleaned_data["person"]}
            return render(request, "referrals/send.html", context, status=403)
        return redirect("referrals:show", pk=referral.pk)
    return render(request, "referrals/send.html", context, status=status_of(form))


@staff_page
def show(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    card = found_or_404(open_referral(referral_id=pk, by=viewer, at=now()))
    beside = around(card, by=viewer, at=now())
    steps = [
        (step.value, STEP_WORDS[step], AnswerForm(step=step, prefix=step.value), _list_form(step, card, viewer))
        for step in card.next
        if step in STEP_WORDS
    ]
    context = {"card": card, "steps": steps, "ours": beside.ours, "around": beside, "today": localdate()}
    referral = card.referral
    context["draft"] = card.status in NOT_SENT
    context["our_list"] = card.status is Status.WAITLISTED and keeps_list(viewer, program=referral.to_program)
    if referral.sent_at is not None and not referral.outside:
        mine = [word for word in beside.handoffs if word.program_id == viewer.program_id]
        context["handoff"] = None if mine else HandoffForm(now=now())
    if referral.agreed_on is not None and not beside.ours and referral.received_on is None:
        context["received"] = ReceivedForm(today=localdate(), since=referral.agreed_on)
    return render(request, "referrals/show.html", context)


def _list_form(step: Status, card: Card, viewer: Viewer) -> tuple[ListedForm, WaitingForm] | None:
    """For a treatment program that puts someone on its waiting list. They asked at the latest when this was sent."""
    if step is not Status.WAITLISTED or not keeps_list(viewer, program=card.referral.to_program):
        return None
    return ListedForm(prefix=LIST), WaitingForm(at=now(), asked_at=card.referral.sent_at, prefix=LIST)


@staff_page
def task(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """The referral as an SDOH Clinical Care Task, as far as this viewer may know it."""
    card = open_referral(referral_id=pk, by=viewer, at=now())
    if card is None or card.referral.sent_at is None:
        raise Http404
    return JsonResponse(as_task(card), content_type="application/fhir+json")
