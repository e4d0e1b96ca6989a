"""One transaction per request, bound to one coalition: where the second line of defense begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.timezone import localdate, now

from kinbridge.accounts.actions import drop_draft
from kinbridge.accounts.models import User
from kinbridge.directory.models import Membership, Viewer
from kinbridge.people.models import Person

MEMBERSHIP = "membership"
SEEN = "seen_in_minute"
WITHOUT_DATABASE = frozenset({"/health/"})
"""Answered without a viewer and a transaction: the page that says so when the database is down."""


def bind(viewer: Viewer | None) -> None:
    """Tell the database, for this transaction only, whose coalition is looking. Nobody's sees nothing."""
    coalition = "" if viewer is None else str(viewer.coalition_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kinbridge.coalition', %s, true)", [coalition])


def viewer_of(request: HttpRequest) -> Viewer | None:
    """Who is asking: the membership chosen in this session, or else their first one in force today."""
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
    if found is None:
        return None
    found.user = request.user  # read a moment ago
    return found.viewer()


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
        with transaction.atomic():
            viewer = viewer_of(request)
            bind(viewer)
            if viewer is not None and viewer.role == "self":
                person = Person.objects.filter(account=viewer.worker).first()
                viewer = replace(viewer, person_id=person.pk if person else None)
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
