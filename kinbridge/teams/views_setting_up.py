"""Set a team up in a few plain steps, each kept when it is sent, and change it later by the same ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import AWAY_FROM_FAMILIES, Role
from kinbridge.consents.models.shelf import agreements
from kinbridge.consents.rules.papers import PAPERS
from kinbridge.directory.models import Membership, Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.pages import staff_page
from kinbridge.teams import actions, reading
from kinbridge.teams.actions.setting_up import set_up_of
from kinbridge.teams.forms_setting_up import STEPS, NameForm, PapersForm, PartnersForm, PeopleForm, RhythmForm
from kinbridge.teams.models import Seat, Team
from kinbridge.teams.rules.standing import lacks, warnings

TITLES = {
    "name": "Name and families",
    "papers": "Memorandum and empanelment",
    "partners": "Partners at the table",
    "people": "Who sits for each partner",
    "rhythm": "Rhythm and quorum",
    "check": "Check and start",
}
MEMO = PAPERS["team-memo"]
Make = Callable[[HttpRequest, Team, Viewer], Form]


@staff_page
def begin(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if not actions.may_start(viewer):
        raise PermissionDenied("A team coordinator or a supervisor starts a team.")
    form = NameForm(request.POST or None)
    if form.is_valid():
        team = actions.begin(**form.cleaned_data, by=viewer, at=now())
        return redirect("teams:set_up", team.pk, "papers")
    return _page(request, "name", form)


@staff_page
def step(request: HttpRequest, *, viewer: Viewer, pk: int, step: str) -> HttpResponse:
    team = reading.teams_of(viewer, at=now()).filter(pk=pk).first()
    if team is None or step not in STEPS or not actions.may_lead(team, by=viewer):
        raise Http404
    if step == "check":
        return _check(request, team, viewer)
    form = FORMS[step](request, team, viewer)
    if not form.is_valid():
        return _page(request, step, form, team)
    _keep(form, team, viewer)
    messages.success(request, f"Kept: {TITLES[step]}.")
    return redirect("teams:set_up", team.pk, STEPS[STEPS.index(step) + 1])


def _check(request: HttpRequest, team: Team, viewer: Viewer) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.start(team_id=team.pk, by=viewer, at=now())
        except actions.NotReady as trouble:
            messages.error(request, str(trouble))
            return redirect("teams:set_up", team.pk, "check")
        messages.success(request, "The team has started. Its first meetings stand in the calendar.")
        return redirect("teams:meetings")
    held = set_up_of(team, on=localdate())
    seats = Seat.objects.on(localdate()).filter(team=team).select_related("user", "program").order_by("program__name")
    found = {"lacks": list(lacks(held)), "warnings": list(warnings(held)), "seats": seats, "held": held}
    return render(request, "teams/set_up_check.html", _around("check", team) | found)


def _page(request: HttpRequest, step: str, form: Form, team: Team | None = None) -> HttpResponse:
    context = _around(step, team) | {"form": form}
    return render(request, "teams/set_up.html", context, status=status_of(form))


def _around(step: str, team: Team | None) -> dict[str, object]:
    place = STEPS.index(step)
    return {
        "team": team,
        "step": step,
        "title": TITLES[step],
        "number": place + 1,
        "before": STEPS[place - 1] if place and team else "",
        "steps": [(one, TITLES[one]) for one in STEPS],
    }


def _sent(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST if request.method == "POST" else None}


def _name(request: HttpRequest, team: Team, viewer: Viewer) -> Form:
    return NameForm(**_sent(request), initial={"name": team.name, "area": team.area})


def _papers(request: HttpRequest, team: Team, viewer: Viewer) -> Form:
    on_file = agreements(by=viewer, on=localdate())
    memos = [one for one in on_file if one.counts and one.entry is not None and one.entry.code == MEMO.code]
    initial = {
        "memorandum_on": team.memorandum_on,
        "memorandum_kept": team.memorandum_kept,
        "empanelment": str(team.empanelment_id or ""),
    }
    return PapersForm(**_sent(request), memos=memos, today=localdate(), initial=initial)


def _partners(request: HttpRequest, team: Team, viewer: Viewer) -> Form:
    return PartnersForm(**_sent(request), team=team)


def _people(request: HttpRequest, team: Team, viewer: Viewer) -> Form:
    away = [*AWAY_FROM_FAMILIES, Role.PARENT, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR]
    workers = (
        Membership.objects.on(localdate())
        .filter(program__in=team.partners.all(), user__is_active=True)
        .exclude(role__in=away)
        .select_related("user", "program")
        .order_by("program__name", "user__last_name", "user__first_name", "pk")
    )
    seats = Seat.objects.on(localdate()).filter(team=team).values_list("user", "program")
    return PeopleForm(**_sent(request), workers=workers, seats=dict(seats))


def _rhythm(request: HttpRequest, team: Team, viewer: Viewer) -> Form:
    return RhythmForm(**_sent(request), team=team, now=now())


FORMS: dict[str, Make] = {
    "name": _name,
    "papers": _papers,
    "partners": _partners,
    "people": _people,
    "rhythm": _rhythm,
}


def _keep(form: Form, team: Team, viewer: Viewer) -> None:
    if isinstance(form, PartnersForm):
        actions.choose_partners(team_id=team.pk, programs=form.cleaned_data["partners"], by=viewer, at=now())
    elif isinstance(form, PeopleForm):
        actions.seat(team_id=team.pk, people=form.people(), by=viewer, at=now())
    else:
        said = form.said() if isinstance(form, PapersForm) else form.cleaned_data
        actions.change(team_id=team.pk, said=said, by=viewer, at=now())
