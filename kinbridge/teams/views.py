"""The team's meetings, the case list, one family at the table, and each person's actions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.people.pages import staff_page
from kinbridge.teams import actions, reading
from kinbridge.teams.forms import ActionForm, UpdateForm
from kinbridge.teams.models import Meeting


@staff_page
def meetings(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    context = {"teams": reading.meetings_of(viewer, at=now()).items(), "mine": reading.actions_of(viewer)}
    return render(request, "teams/meetings.html", context | {"today": localdate()})


@staff_page
def meeting(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = _found(pk, viewer)
    listed = reading.case_list(found, by=viewer, at=now())
    leads = viewer.program_id == found.team.program_id
    return render(request, "teams/meeting.html", {"meeting": found, "list": listed, "leads": leads})


@require_POST
@staff_page
def freeze(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = _led(pk, viewer)
    try:
        actions.freeze(meeting_id=found.pk, by=viewer, at=now())
    except actions.MeetingClosed as trouble:
        return _too_late(request, found, trouble)
    return redirect("teams:meeting", pk=pk)


@require_POST
@staff_page
def close(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = _led(pk, viewer)
    try:
        actions.close(meeting_id=found.pk, by=viewer, at=now())
    except actions.MeetingClosed as trouble:
        return _too_late(request, found, trouble)
    return redirect("teams:meeting", pk=pk)


@staff_page
def case(request: HttpRequest, *, viewer: Viewer, pk: int, position: int) -> HttpResponse:
    found = _found(pk, viewer)
    opened = reading.open_case(found, position=position, by=viewer, at=now())
    if opened is None:
        raise Http404
    asked = request.POST.get("form") if request.method == "POST" else None
    sources = reading.told(found, opened, by=viewer, at=now())
    update = UpdateForm(request.POST if asked == "update" else None, prefix="update", sources=sources)
    owners = reading.at_the_table(found, at=now())
    action = ActionForm(request.POST if asked == "action" else None, owners=owners, prefix="action")
    context = {"meeting": found, "case": opened, "update": update, "action": action, "today": localdate()}
    if asked is None:
        return render(request, "teams/case.html", context)
    try:
        if asked == "update" and update.is_valid():
            actions.update(item=opened.item, by=viewer, at=now(), **update.update())
        elif asked == "action" and action.is_valid():
            actions.agree(item=opened.item, by=viewer, at=now(), **action.cleaned_data)
        elif asked == "next":
            actions.discussed(item=opened.item, by=viewer, at=now())
            position = opened.after.position if opened.after else position
        else:
            return render(request, "teams/case.html", context, status=400)
    except actions.MeetingClosed as trouble:
        return _too_late(request, found, trouble)
    except ValueError as trouble:
        action.add_error("owner", str(trouble))
        return render(request, "teams/case.html", context, status=400)
    return redirect("teams:case", pk=pk, position=position)


@require_POST
@staff_page
def finish(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    told = localdate() if "told" in request.POST else None
    if actions.finish(action_id=pk, by=viewer, at=now(), family_told_on=told) is None:
        raise Http404
    return redirect("teams:meetings")


def _found(pk: int, viewer: Viewer) -> Meeting:
    found = reading.find_meeting(pk, by=viewer, at=now())
    if found is None:
        raise Http404
    return found


def _led(pk: int, viewer: Viewer) -> Meeting:
    found = _found(pk, viewer)
    if found.team.program_id != viewer.program_id:
        raise Http404
    return found


def _too_late(request: HttpRequest, found: Meeting, trouble: Exception) -> HttpResponse:
    return render(request, "teams/closed.html", {"meeting": found, "trouble": str(trouble)}, status=409)
