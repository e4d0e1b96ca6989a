"""The registry of practices, one practice, one vote, and rounds without names."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.sites.reading import sites
from kinbridge.workgroups.actions import practices as actions
from kinbridge.workgroups.actions import rounds as round_actions
from kinbridge.workgroups.actions.doors import NotTheLead, NotYet
from kinbridge.workgroups.forms import practices as forms
from kinbridge.workgroups.forms.groups import SECTOR_CHOICES
from kinbridge.workgroups.models import Motion, Practice
from kinbridge.workgroups.reading import practices as reading
from kinbridge.workgroups.reading import rounds
from kinbridge.workgroups.rules.grades import GRADE_WORDS, RULE, Grade
from kinbridge.workgroups.rules.rounds import RULE as ROUND_RULE


def practice_or_404(pk: int, viewer: Viewer) -> Practice:
    return found_or_404(reading.find_practice(pk, by=viewer))


def motion_or_404(pk: int, viewer: Viewer) -> Motion:
    return found_or_404(reading.find_motion(pk, by=viewer))


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """The registry, by grade, discipline, point of intervention and site."""
    known = sites(coalition_id=viewer.coalition_id)
    filters: dict[str, list[tuple[str, str]]] = {
        "grade": [(grade.value, words) for grade, words in GRADE_WORDS.items()],
        "sector": SECTOR_CHOICES,
        "point": [(str(point), words) for point, words in POINT_WORDS.items()],
        "site": [(site.code, site.name) for site in known],
    }
    asked = {name: request.GET.get(name, "") for name in filters}
    wanted: dict[str, Any] = {name: value if value in dict(filters[name]) else "" for name, value in asked.items()}
    point = int(wanted["point"]) if wanted["point"] else None
    context = {
        "rows": reading.registry(reading.Filters(**wanted | {"point": point}), by=viewer),
        "filters": [
            (name, label, filters[name], wanted[name])
            for name, label in (("grade", "Grade"), ("sector", "Discipline"), ("point", "When"), ("site", "Site"))
        ],
        "filtered": any(wanted.values()),
        "here": "practices",
    }
    return render(request, "workgroups/practices.html", context)


@staff_page
def propose(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    known = sites(coalition_id=viewer.coalition_id)
    form = forms.ProposeForm(request.POST or None, sites=known, coalition_id=viewer.coalition_id)
    if form.is_valid():
        try:
            made = actions.propose(facts=form.facts(), origins=form.came_from(), by=viewer, at=now())
        except actions.AlreadyThere as trouble:
            form.add_error("title", str(trouble))
        else:
            return redirect("workgroups:practice", pk=made.pk)
    return render(request, "workgroups/propose.html", {"form": form}, status=status_of(form))


@staff_page
def practice(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """One practice. A POST by a group's lead opens a vote, or asks for ratings in rounds."""
    practice = practice_or_404(pk, viewer)
    page = reading.open_practice(practice, by=viewer, at=now())
    if request.method == "POST" and not page.groups:
        raise NotTheLead
    asked, today = request.POST.get("form"), localdate()
    vote_data, ask_data = (request.POST if asked == name else None for name in ("vote", "ask"))
    vote = forms.OpenVoteForm(
        vote_data, prefix="vote", was=page.row.grade, delphis=page.delphis, groups=page.groups, today=today
    )
    ask = forms.AskForm(ask_data, prefix="ask", groups=page.groups, today=today)
    if vote.is_bound and vote.is_valid():
        facts = dict(vote.cleaned_data)
        try:
            opened = actions.open_vote(practice=practice, closes_on=facts.pop("due_on"), by=viewer, at=now(), **facts)
        except NotYet as trouble:
            vote.add_error(None, str(trouble))
        else:
            return redirect("workgroups:vote", pk=opened.pk)
    if ask.is_bound and ask.is_valid():
        facts = dict(ask.cleaned_data)
        delphi = round_actions.ask(practice=practice, closes_on=facts.pop("due_on"), by=viewer, at=now(), **facts)
        return redirect("workgroups:rounds", pk=delphi.pk)
    context = {"page": page, "practice": practice, "vote_form": vote, "ask_form": ask, "rule": RULE}
    return render(request, "workgroups/practice.html", context, status=400 if request.method == "POST" else 200)


@staff_page
def vote(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """An open vote takes the viewer's; a closed one shows who voted how and why."""
    motion = motion_or_404(pk, viewer)
    form = forms.VoteForm(request.POST or None)
    if form.is_valid():
        try:
            actions.vote(motion=motion, by=viewer, at=now(), **form.cleaned_data)
        except NotYet as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "Your vote is recorded. It is shown with the others when the vote is closed.")
            return redirect("workgroups:vote", pk=pk)
    page = reading.open_motion(motion, by=viewer, at=now())
    context = {"page": page, "motion": motion, "form": form, "rule": RULE}
    return render(request, "workgroups/vote.html", context, status=status_of(form))


@require_POST
@staff_page
def close_vote(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    motion = motion_or_404(pk, viewer)
    try:
        closed = actions.close_vote(motion=motion, by=viewer, at=now())
    except NotYet as trouble:
        messages.error(request, str(trouble))
        return redirect("workgroups:vote", pk=pk)
    if closed.carried:
        messages.success(request, f"{closed.result} It is now: {GRADE_WORDS[Grade(closed.to)].lower()}.")
    else:
        messages.warning(request, f"{closed.result} It stays as it was.")
    return redirect("workgroups:practice", pk=motion.practice_id)


@staff_page
def delphi(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """A question in rounds. A POST rates; the lead closes a round or opens the next."""
    found = found_or_404(rounds.find_delphi(pk, by=viewer))
    page = rounds.open_delphi(found, by=viewer, at=now())
    asked = request.POST.get("form")
    rate = forms.RateForm(request.POST if asked == "rate" else None, prefix="rate")
    onward = forms.NextRoundForm(request.POST if asked == "next" else None, prefix="next", today=localdate())
    try:
        if asked == "rate" and page.current is not None and rate.is_valid():
            round_actions.rate(of=page.current, by=viewer, at=now(), **rate.cleaned_data)
            messages.success(request, "Your rating is in, without your name.")
            return redirect("workgroups:rounds", pk=pk)
        if asked == "close" and page.current is not None:
            round_actions.close_round(of=page.current, by=viewer, at=now())
            return redirect("workgroups:rounds", pk=pk)
        if asked == "next" and onward.is_valid():
            round_actions.open_round(delphi=found, closes_on=onward.cleaned_data["due_on"], by=viewer, at=now())
            return redirect("workgroups:rounds", pk=pk)
    except NotYet as trouble:
        messages.error(request, str(trouble))
    context = {"page": page, "delphi": found, "rate": rate, "next_form": onward, "rule": ROUND_RULE}
    return render(request, "workgroups/rounds.html", context, status=400 if request.method == "POST" else 200)
