"""Choose a program, send, answer, and the Inbox of a program."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.consents.actions import notices_to
from kinbridge.directory.finding import find_services
from kinbridge.directory.forms import NeedsForm
from kinbridge.directory.models import Program, Viewer
from kinbridge.people.actions import household
from kinbridge.people.models import Family
from kinbridge.people.pages import staff_page, workers_page
from kinbridge.referrals import actions, reading
from kinbridge.referrals.forms import STEP_WORDS, AnswerForm, SendForm
from kinbridge.referrals.rules import Status

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
    form = NeedsForm(request.GET or None, county=family.coalition.county)
    found = find_services(needs=form.needs(), coalition_id=family.coalition_id, at=now(), in_programs_only=True).found[
        :FITTING
    ]
    template = "referrals/_matches.html" if request.htmx else "referrals/choose.html"  # type: ignore[attr-defined]
    return render(request, template, {"family": family, "form": form, "found": found, "here": "referrals"})


@workers_page
def send(request: HttpRequest, *, viewer: Viewer, family: Family, program: UUID) -> HttpResponse:
    to_program = get_object_or_404(
        Program.objects.select_related("organization"), pk=program, organization__coalition=family.coalition_id
    )
    people = household(family=family, by=viewer, on=localdate()).people
    form = SendForm(request.POST or None, people=people, program=to_program, initial={"service": to_program.name})
    context = {"family": family, "form": form, "program": to_program, "here": "referrals"}
    if form.is_valid() and "look" in request.POST:
        card, decision = reading.preview(family=family, request=form.request(), by=viewer, at=now())
        if decision.allowed:
            return render(request, "referrals/send.html", context | {"card": card})
        context |= {"decision": decision, "person": form.cleaned_data["person"]}
        return render(request, "referrals/send.html", context, status=403)
    if form.is_valid():
        try:
            sent = actions.send(family=family, request=form.request(), by=viewer, at=now())
        except actions.NotPermitted as refusal:
            context |= {"decision": refusal.decision, "person": form.cleaned_data["person"]}
            return render(request, "referrals/send.html", context, status=403)
        return redirect("referrals:show", pk=sent.pk)
    return render(request, "referrals/send.html", context, status=400 if form.is_bound else 200)


@staff_page
def show(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    card = reading.open_referral(referral_id=pk, by=viewer, at=now())
    if card is None:
        raise Http404
    steps = [(step.value, STEP_WORDS[step], AnswerForm(step=step, prefix=step.value)) for step in card.next]
    context = {"card": card, "steps": steps, "ours": card.referral.to_program_id == viewer.program_id}
    return render(request, "referrals/show.html", context | {"today": localdate()})


@require_POST
@staff_page
def answer(request: HttpRequest, *, viewer: Viewer, pk: int, step: str) -> HttpResponse:
    if step not in STEP_WORDS:
        raise Http404
    card = reading.open_referral(referral_id=pk, by=viewer, at=now())
    if card is None:
        raise Http404
    form = AnswerForm(request.POST, step=Status(step), prefix=step)
    context = {"card": card, "form": form, "words": STEP_WORDS[Status(step)], "today": localdate()}
    if not form.is_valid():
        return render(request, "referrals/answer.html", context, status=400)
    try:
        actions.answer(referral_id=pk, step=Status(step), by=viewer, at=now(), **form.cleaned_data)
    except actions.AlreadyAnswered as late:
        return render(request, "referrals/answer.html", context | {"trouble": str(late)}, status=409)
    return redirect("referrals:show", pk=pk)
