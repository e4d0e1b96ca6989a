"""A member's teams, a meeting with its list, and one family at the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.pages import staff_page
from kinbridge.teams import actions, case, reading
from kinbridge.teams.forms import ActionForm, DecisionForm, TimeForm, ToldForm, UpdateForm
from kinbridge.teams.members import room_of
from kinbridge.teams.minutes import unchanged
from kinbridge.teams.models import Meeting
from kinbridge.teams.pages import coordinators_page, meeting_page, pledged_page

VERBS: dict[str, Callable[..., object]] = {
    "update": actions.update,
    "decision": actions.decide,
    "action": actions.agree,
    "told": actions.tell_family,
}


@staff_page
def meetings(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    context = {
        "teams": reading.team_cards(viewer, at=now()),
        "mine": reading.actions_of(viewer),
        "may_start": actions.may_start(viewer),
        "today": localdate(),
    }
    return render(request, "teams/meetings.html", context)


@meeting_page
def meeting(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    member = reading.member_at(meeting, by=viewer)
    context = {
        "meeting": meeting,
        "member": member,
        "list": reading.case_list(meeting, by=viewer, at=now()),
        "leads": actions.may_lead(meeting.team, by=viewer),
        "unchanged": unchanged(meeting),
        "others": reading.left_off(meeting, by=viewer, at=now()) if _may_add(meeting, viewer) else [],
    }
    return render(request, "teams/meeting.html", context)


def _may_add(meeting: Meeting, viewer: Viewer) -> bool:
    running = meeting.agenda_locked_at is not None and meeting.closed_at is None
    return running and actions.may_lead(meeting.team, by=viewer) and reading.member_at(meeting, by=viewer).pledged


@require_POST
@coordinators_page
def freeze(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    actions.freeze(meeting_id=meeting.pk, by=viewer, at=now())
    return redirect("teams:meeting", pk=meeting.pk)


@require_POST
@coordinators_page
def close(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    actions.close(meeting_id=meeting.pk, by=viewer, at=now())
    messages.success(request, "The meeting is closed, and the next ones stand in the calendar.")
    return redirect("teams:minutes", pk=meeting.pk)


@require_POST
@coordinators_page
def add(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    wanted = next(
        (one for one in reading.left_off(meeting, by=viewer, at=now()) if str(one.pk) == request.POST.get("family")),
        None,
    )
    if wanted is None:
        messages.error(request, "Choose a family that the team serves and that is not on the list yet.")
    else:
        actions.add_late(meeting_id=meeting.pk, enrollment_id=wanted.pk, by=viewer, at=now())
        messages.success(request, "At the end of the list, marked as added later.")
    return redirect("teams:meeting", pk=meeting.pk)


@pledged_page
def show(request: HttpRequest, *, viewer: Viewer, meeting: Meeting, position: int) -> HttpResponse:
    opened = found_or_404(case.open_case(meeting, position=position, by=viewer, at=now()))
    leads = actions.may_lead(meeting.team, by=viewer)
    asked = request.POST.get("form") if request.method == "POST" else None
    if asked == "next" and leads:
        return _onward(meeting, opened, viewer)
    if asked == "take_up" and leads:
        actions.take_up(item=opened.item, by=viewer, at=now())
        return redirect("teams:case", pk=meeting.pk, position=position)
    sources = case.told(meeting, opened.item, by=viewer, at=now())
    sent = {name: request.POST if asked == name else None for name in VERBS}
    forms: dict[str, Any] = {
        "update": UpdateForm(sent["update"], prefix="update", sources=sources),
        "decision": DecisionForm(sent["decision"], prefix="decision", sources=sources),
        "action": ActionForm(
            sent["action"], prefix="action", sources=sources, owners=case.owners(opened.item, at=now())
        ),
        "told": ToldForm(sent["told"], prefix="told"),
    }
    if asked in VERBS and forms[asked].is_valid():
        VERBS[asked](item=opened.item, by=viewer, at=now(), **forms[asked].said())
        return redirect("teams:case", pk=meeting.pk, position=position)
    outside = case.outside(opened.item, room=room_of(meeting, on=localdate()), at=now()) if leads else ()
    context = {"meeting": meeting, "case": opened, "leads": leads, "outside": outside, "today": localdate()}
    return render(request, "teams/case.html", context | forms, status=400 if asked else 200)


def _onward(meeting: Meeting, opened: case.Case, viewer: Viewer) -> HttpResponse:
    actions.discussed(item=opened.item, by=viewer, at=now())
    if opened.after is not None:
        actions.take_up(item=opened.after, by=viewer, at=now())
    position = opened.after.position if opened.after else opened.item.position
    return redirect("teams:case", pk=meeting.pk, position=position)


@pledged_page
def ask(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    """Ask for time, for one of the families the viewer may hear of and the list is not frozen yet."""
    if meeting.agenda_locked_at is not None:
        raise Http404
    form = TimeForm(request.POST or None, families=reading.may_ask(meeting, by=viewer, at=now()))
    if not form.is_valid():
        context = {"meeting": meeting, "form": form}
        return render(request, "teams/ask.html", context, status=status_of(form))
    actions.ask_for_time(**form.said(), by=viewer, at=now())
    messages.success(request, "Asked. The list says that a member asks for time.")
    return redirect("teams:meeting", pk=meeting.pk)


@require_POST
@staff_page
def finish(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    told = localdate() if "told" in request.POST else None
    if actions.finish(action_id=pk, by=viewer, at=now(), family_told_on=told) is None:
        raise Http404
    return redirect("teams:meetings")
