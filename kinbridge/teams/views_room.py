"""The room: the pledge, who is there, the screen that everyone in it looks at, and the minutes it leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.teams import actions, case, reading, record
from kinbridge.teams.members import members_of
from kinbridge.teams.models import Meeting
from kinbridge.teams.pages import coordinators_page, meeting_page, pledged_page
from kinbridge.teams.pdf import as_pdf
from kinbridge.teams.rules import quorum_of


@require_POST
@meeting_page
def pledge(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    if "pledge" not in request.POST:
        messages.error(request, "Tick the box to give the pledge.")
    else:
        actions.pledge(meeting_id=meeting.pk, user=viewer.worker, program=viewer.acting_for, by=viewer, at=now())
        messages.success(request, "Your pledge for this meeting is on file.")
    return redirect("teams:meeting", pk=meeting.pk)


@coordinators_page
def room(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    members = members_of(meeting, on=localdate())
    if request.method == "POST":
        wanted = next((one for one in members if str(one.viewer.user_id) == request.POST.get("member")), None)
        if wanted is None:
            raise Http404
        _write(request.POST.get("form", ""), meeting, wanted.viewer, viewer)
        return redirect("teams:room", pk=meeting.pk)
    came = quorum_of((one.viewer.program_id for one in members if one.came), needed=meeting.team.quorum)
    return render(request, "teams/room.html", {"meeting": meeting, "members": members, "quorum": came})


def _write(asked: str, meeting: Meeting, member: Viewer, viewer: Viewer) -> None:
    who: dict[str, Any] = {"meeting_id": meeting.pk, "user": member.worker, "program": member.acting_for}
    if asked == "pledge":
        actions.pledge(**who, by=viewer, at=now())
    elif asked in ("in", "out"):
        actions.place(**who, in_room=asked == "in", by=viewer, at=now())
    else:
        raise Http404


@coordinators_page
def screen(request: HttpRequest, *, viewer: Viewer, meeting: Meeting, position: int = 1) -> HttpResponse:
    """What is thrown on the wall. Its viewer has pledged as everyone else in the room has."""
    if not reading.member_at(meeting, by=viewer).pledged:
        return redirect("teams:meeting", pk=meeting.pk)
    shown = case.open_screen(meeting, position=position, by=viewer, at=now())
    if shown is None:
        raise Http404
    context = {"meeting": meeting, "screen": shown, "today": localdate()}
    return render(request, "teams/screen.html", context)


@pledged_page
def minutes(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    found = record.minutes_for(meeting, by=viewer, at=now())
    return render(request, "teams/minutes.html", {"meeting": meeting, "minutes": found, "today": localdate()})


@pledged_page
def minutes_pdf(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    found = record.minutes_for(meeting, by=viewer, at=now())
    answer = HttpResponse(as_pdf(found, meeting=meeting, by=viewer), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="minutes-{meeting.at:%Y-%m-%d}.pdf"'
    return answer
