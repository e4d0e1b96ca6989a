"""The room: the pledge, who is there, the screens that show where it is, and the minutes it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.teams import actions, case, reading, record, turning
from kinbridge.teams.forms_room import GuestForm
from kinbridge.teams.members import Member, guests_of, members_of
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
    members, guests = members_of(meeting, on=localdate()), guests_of(meeting)
    asked = request.POST.get("form", "") if request.method == "POST" else ""
    form = GuestForm(request.POST if asked == "invite" else None, team=meeting.team)
    if asked == "invite" and form.is_valid():
        actions.invite(meeting_id=meeting.pk, by=viewer, at=now(), **form.said())
    elif asked and asked != "invite":
        _write(asked, _chosen((*members, *guests), request), meeting=meeting, viewer=viewer)
    if asked and not form.errors:
        return redirect("teams:room", pk=meeting.pk)
    came = quorum_of((one.viewer.program_id for one in members if one.came), needed=meeting.team.quorum)
    context = {"meeting": meeting, "members": members, "guests": guests, "quorum": came, "form": form}
    return render(request, "teams/room.html", context, status=400 if form.errors else 200)


def _chosen(people: Iterable[Member], request: HttpRequest) -> Member:
    """Members are asked for by account, guests by their line of the attendance."""
    return found_or_404(next((one for one in people if one.key == request.POST.get("member")), None))


def _write(asked: str, member: Member, *, meeting: Meeting, viewer: Viewer) -> None:
    doing: dict[str, Any] = {"meeting_id": meeting.pk, "by": viewer, "at": now()}
    guest = member.attendance is not None and member.viewer.user_id is None
    if member.attendance is not None and guest:
        doing["guest"] = member.attendance.pk
    else:
        doing |= {"user": member.viewer.worker, "program": member.viewer.acting_for}
    if asked == "pledge":
        verb: Callable[..., object] = actions.guest_pledges if guest else actions.pledge
        verb(**doing)
    elif asked in ("in", "out"):
        verb = actions.place_guest if guest else actions.place
        verb(**doing, in_room=asked == "in")
    else:
        raise Http404


@coordinators_page
def screen(request: HttpRequest, *, viewer: Viewer, meeting: Meeting, position: int | None = None) -> HttpResponse:
    """What is thrown on the wall. Its viewer has pledged as everyone else in the room has."""
    if not reading.member_at(meeting, by=viewer).pledged:
        return redirect("teams:meeting", pk=meeting.pk)
    place = turning.place_now(meeting) if position is None else position
    if request.method == "POST":
        turn = turning.back if request.POST.get("turn") == "back" else turning.onward
        return redirect("teams:screen", pk=meeting.pk, position=turn(meeting, position=place, by=viewer, at=now()))
    shown = found_or_404(case.open_screen(meeting, position=place, by=viewer, at=now()))
    context = {"meeting": meeting, "screen": shown, "today": localdate()}
    return render(request, "teams/screen.html", context)


@pledged_page
def where(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    """A member's own page of the family the room is at. It asks again by itself; without a script, by a link."""
    asks = bool(request.htmx)  # type: ignore[attr-defined]
    seen = request.GET.get("seen", "") if asks else ""
    found = turning.where_now(meeting, by=viewer, at=now(), seen=seen)
    if found.mark == seen and meeting.closed_at is None:
        return HttpResponse(status=204)
    context = {"meeting": meeting, "now": found, "asks": asks, "today": localdate()}
    return render(request, "teams/_where.html" if asks else "teams/where.html", context)


@pledged_page
def minutes(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    found = record.minutes_for(meeting, by=viewer, at=now())
    return render(request, "teams/minutes.html", {"meeting": meeting, "minutes": found, "today": localdate()})


@pledged_page
def minutes_pdf(request: HttpRequest, *, viewer: Viewer, meeting: Meeting) -> HttpResponse:
    found = record.minutes_for(meeting, by=viewer, at=now())
    answer = HttpResponse(as_pdf(found, meeting=meeting, by=viewer), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="minutes-{day_of(meeting.at)}.pdf"'
    return answer
