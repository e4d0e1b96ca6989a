"""Which meeting a page is about, and whether the viewer may be there: the same answer for every page of a meeting."""

from __future__ import annotations

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import View, found_or_404, staff_page
from kinbridge.teams.actions import MeetingClosed, may_lead
from kinbridge.teams.models import Meeting
from kinbridge.teams.reading import find_meeting, member_at


def meeting_page(view: View) -> View:
    """Hands the view `meeting`, for a member. Any other number answers as one that does not exist."""

    @staff_page
    @wraps(view)
    def page(request: HttpRequest, *, viewer: Viewer, pk: int, **kwargs: object) -> HttpResponse:
        found = found_or_404(find_meeting(pk, by=viewer, at=now()))
        try:
            return view(request, viewer=viewer, meeting=found, **kwargs)
        except MeetingClosed as trouble:
            return render(request, "teams/closed.html", {"meeting": found, "trouble": str(trouble)}, status=409)

    return page


def coordinators_page(view: View) -> View:
    """The same, for whoever coordinates the team."""

    @meeting_page
    @wraps(view)
    def page(request: HttpRequest, *, viewer: Viewer, meeting: Meeting, **kwargs: object) -> HttpResponse:
        if not may_lead(meeting.team, by=viewer):
            raise Http404
        return view(request, viewer=viewer, meeting=meeting, **kwargs)

    return page


def pledged_page(view: View) -> View:
    """A page of a meeting that tells of families: without the pledge it leads to where it is given."""

    @meeting_page
    @wraps(view)
    def page(request: HttpRequest, *, viewer: Viewer, meeting: Meeting, **kwargs: object) -> HttpResponse:
        if not member_at(meeting, by=viewer).pledged:
            return redirect("teams:meeting", pk=meeting.pk)
        return view(request, viewer=viewer, meeting=meeting, **kwargs)

    return page
