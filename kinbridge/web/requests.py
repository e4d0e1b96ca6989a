"""One transaction per request, bound to one coalition, its rows and its clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.timezone import localdate, now

from kinbridge.accounts.actions import drop_draft
from kinbridge.accounts.models import User
from kinbridge.directory.models import Membership, Viewer
from kinbridge.people.models import Person
from kinbridge.people.rows import work_in

MEMBERSHIP = "membership"
SEEN = "seen_in_minute"
WITHOUT_DATABASE = frozenset({"/health/"})
"""Answered without a viewer and a transaction: the page that says so when the database is down."""


def membership_of(request: HttpRequest) -> Membership | None:
    """As what someone asks: the membership chosen in this session, or else their first one in force today."""
    if not request.user.is_authenticated:
        return None
    memberships = (
        Membership.objects.on(localdate())
        .filter(user=request.user)
        .select_related("program__organization__coalition")
        .order_by("pk")
    )
    chosen = request.session.get(MEMBERSHIP)
    found = min(memberships, key=lambda membership: membership.pk != chosen, default=None)
    if found is not None:
        found.user = request.user  # read a moment ago
    return found


def viewer_by(membership: Membership | None) -> Viewer | None:
    """Who is asking; a parent, by the record of themselves."""
    viewer = None if membership is None else membership.viewer()
    if viewer is None or viewer.role != "self":
        return viewer
    person = Person.objects.filter(account=viewer.worker).first()
    return replace(viewer, person_id=person.pk if person else None)


def keep_signed_in(request: HttpRequest) -> None:
    """Let the idle time begin again; written down once a minute at most, for a page read needs no session row."""
    minute = int(now().timestamp()) // 60
    if request.session.get(SEEN) != minute:
        request.session[SEEN] = minute


class ViewerMiddleware:
    """Sets `request.viewer` and wraps the view in one transaction; whatever goes wrong in a view undoes all of it.

    A form that was taken (its view leads on to another page) leaves no draft behind.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in WITHOUT_DATABASE:
            return self.get_response(request)
        membership = membership_of(request)
        with work_in(None if membership is None else membership.coalition):
            viewer = viewer_by(membership)
            request.viewer = viewer  # type: ignore[attr-defined]
            if viewer is not None:
                keep_signed_in(request)
            response = self.get_response(request)
            if request.method == "POST" and 300 <= response.status_code < 400 and isinstance(request.user, User):
                drop_draft(user=request.user, path=request.path)
            if response.status_code >= 500 or getattr(request, "failed", False):
                transaction.set_rollback(True)
        if viewer is not None:
            add_never_cache_headers(response)  # so that the back button of a shared computer shows nobody's record
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request.failed = True  # type: ignore[attr-defined]
