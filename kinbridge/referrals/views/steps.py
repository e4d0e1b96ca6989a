"""One step of a referral at a time, each a form that is sent once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.capacity.actions import AlreadyWaiting
from kinbridge.directory.capacity.forms import WaitingForm
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Viewer, Waiting
from kinbridge.directory.pages import found_or_404
from kinbridge.directory.rules.waiting import Wait, owed_to
from kinbridge.people.pages import staff_page
from kinbridge.referrals import actions
from kinbridge.referrals.forms import LIST, STEP_WORDS, AnswerForm, HandoffForm, ListedForm, ReceivedForm
from kinbridge.referrals.models import Referral
from kinbridge.referrals.opened import open_referral
from kinbridge.referrals.rules import Status


def _again(request: HttpRequest, viewer: Viewer, pk: int, words: str, status: int, **more: object) -> HttpResponse:
    """The form with what is wrong in it, or the plain sentence for whoever came second."""
    card = found_or_404(open_referral(referral_id=pk, by=viewer, at=now()))
    context = {"card": card, "words": words, "today": localdate(), **more}
    return render(request, "referrals/answer.html", context, status=status)


@require_POST
@staff_page
def answer(request: HttpRequest, *, viewer: Viewer, pk: int, step: str) -> HttpResponse:
    """The step is tried before anything is read or written about a look: so that two who press wait in one order."""
    if step not in STEP_WORDS:
        raise Http404
    words = STEP_WORDS[Status(step)]
    form = AnswerForm(request.POST, step=Status(step), prefix=step)
    if not form.is_valid():
        return _again(request, viewer, pk, words, 400, form=form)
    try:
        actions.answer(referral_id=pk, step=Status(step), by=viewer, at=now(), **form.cleaned_data)
    except actions.NotYours:
        raise Http404 from None
    except actions.AlreadyAnswered as late:
        return _again(request, viewer, pk, words, 409, trouble=str(late))
    return redirect("referrals:show", pk=pk)


@require_POST
@staff_page
def waitlisted(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """They wait; where the program keeps a list under the federal order, on that list as well, in the same step."""
    listed = ListedForm(request.POST, prefix=LIST)
    if not listed.is_valid() or not listed.cleaned_data["listed"]:
        return answer(request, pk=pk, step=Status.WAITLISTED)
    words, form = STEP_WORDS[Status.WAITLISTED], WaitingForm(request.POST, at=now(), prefix=LIST)
    if not form.is_valid():
        return _again(request, viewer, pk, words, 400, form=form, hidden=listed)
    code = form.cleaned_data.pop("code")
    try:
        row = actions.waitlist(referral_id=pk, wait=Wait(**form.cleaned_data), code=code, by=viewer, at=now())
    except actions.NotYours:
        raise Http404 from None
    except actions.AlreadyAnswered as late:
        return _again(request, viewer, pk, words, 409, trouble=str(late))
    except AlreadyWaiting as trouble:
        form.add_error("code", str(trouble))
        return _again(request, viewer, pk, words, 400, form=form, hidden=listed)
    messages.success(request, _on_list(row))
    return redirect("referrals:show", pk=pk)


def _on_list(row: Waiting) -> str:
    """Where they stand on the list, and what is owed by when."""
    wait = Wait(row.asked_at, row.pregnant, row.injects)
    owed = [
        f"{one.what.lower()} by {date_format(local_time(one.due_at), 'M j, g:i a')}" for one in owed_to(wait, at=now())
    ]
    return "; ".join([f"On your list as {row.code}, {wait.order_words}", *owed])


@require_POST
@staff_page
def check(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """Ask whether a draft may be sent, and say so."""
    return _draft(request, viewer, pk, release=False)


@require_POST
@staff_page
def release(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return _draft(request, viewer, pk, release=True)


def _draft(request: HttpRequest, viewer: Viewer, pk: int, *, release: bool) -> HttpResponse:
    words = "Send the referral" if release else "Check the consent"
    try:
        if release:
            actions.release(referral_id=pk, by=viewer, at=now())
        elif not (decision := actions.check(referral_id=pk, by=viewer, at=now())).allowed:
            return _again(request, viewer, pk, words, 403, decision=decision)
    except Referral.DoesNotExist:
        raise Http404 from None
    except actions.NotPermitted as refusal:
        return _again(request, viewer, pk, words, 403, decision=refusal.decision)
    except actions.AlreadyAnswered as late:
        return _again(request, viewer, pk, words, 409, trouble=str(late))
    return redirect("referrals:show", pk=pk)


@require_POST
@staff_page
def handoff(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    words, form = "Write the handoff down", HandoffForm(request.POST, now=now())
    if not form.is_valid():
        return _again(request, viewer, pk, words, 400, form=form)
    try:
        actions.hand_over(referral_id=pk, meeting=form.meeting(), by=viewer, at=now())
    except actions.NotYours:
        raise Http404 from None
    except actions.AlreadyAnswered as late:
        return _again(request, viewer, pk, words, 409, trouble=str(late))
    return redirect("referrals:show", pk=pk)


@require_POST
@staff_page
def received(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    referral = Referral.objects.from_viewer(viewer).filter(pk=pk, agreed_on__isnull=False).first()
    if referral is None or referral.agreed_on is None:
        raise Http404
    words, form = "They have it", ReceivedForm(request.POST, today=localdate(), since=referral.agreed_on)
    if not form.is_valid():
        return _again(request, viewer, pk, words, 400, form=form)
    try:
        actions.confirm_received(referral_id=pk, on=form.cleaned_data["on"], by=viewer, at=now())
    except actions.AlreadyAnswered as late:
        return _again(request, viewer, pk, words, 409, trouble=str(late))
    messages.success(request, "Written down. It stands beside the plan as well.")
    return redirect("referrals:show", pk=pk)
