"""Tell someone what has come due, once; keep how they want to be told; make and end a private calendar."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from kinbridge.accounts.models import User
from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.rows import work_in
from kinbridge.reminders.models import Channels, Feed, Notice
from kinbridge.reminders.reading import Come, come_for, work_of
from kinbridge.reminders.rules import Told, tally

KEPT_DAYS = 400
CLAIM = """
    INSERT INTO reminders_notice (user_id, family_id, coalition_id, key, step, at)
    SELECT %(user)s, family, %(coalition)s, key, step, %(at)s
        FROM unnest(%(families)s::bigint[], %(keys)s::text[], %(steps)s::text[]) AS come (family, key, step)
    ON CONFLICT (user_id, key, step) DO NOTHING
    RETURNING key, step
"""


@transaction.atomic
def tell(*, user: User, at: datetime) -> Told:
    """Write a notice for every step that has come and was not told before; the answer counts the new ones.

    The table's unique constraint decides, so two runs at once tell everything once. Notices are committed before any
    message leaves: a run that is killed in between loses that message and never sends one twice, and what it spoke of
    stands on the Desk all the same.
    """
    new, by_now = Told(), day_of(at)
    for membership in work_of(user, on=by_now):
        with work_in(membership.coalition):
            by = membership.viewer()
            come = {(one.key, one.step): one for one in come_for(by=by, at=at)}
            for pair in _claim(come.values(), by=by, at=at):
                new += tally(come[pair].due, on=day_of(at), to=come[pair].to)
            Notice.objects.filter(user=user, at__lt=at - timedelta(days=KEPT_DAYS)).delete()
    Channels.objects.update_or_create(user=user, defaults={"reckoned_on": by_now})
    return new


def _claim(come: Iterable[Come], *, by: Viewer, at: datetime) -> list[tuple[str, str]]:
    """The steps that this transaction is the first to tell."""
    rows = sorted(come, key=lambda one: (one.key, one.step))  # in one order, so that two runs cannot wait in a ring
    if not rows:
        return []
    given: dict[str, Any] = {
        "user": by.worker,
        "coalition": by.coalition_id,
        "at": at,
        "families": [one.family.pk for one in rows],
        "keys": [one.key for one in rows],
        "steps": [one.step for one in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, given)
        return cursor.fetchall()


@transaction.atomic
def see(*, by: Viewer, at: datetime) -> int:
    """They have seen their notices; the answer is how many."""
    return Notice.objects.filter(user=by.worker, seen_at__isnull=True, at__lte=at).update(seen_at=at)


@dataclass(frozen=True, slots=True)
class Choice:
    """How someone wants to be told."""

    email: bool
    texts: bool
    phone: str
    quiet_since: time
    quiet_until: time


@transaction.atomic
def choose(*, choice: Choice, by: Viewer, at: datetime) -> Channels:
    """Keep how the viewer wants to be told."""
    chosen, _ = Channels.objects.update_or_create(
        user_id=by.worker,
        defaults={
            "email": choice.email,
            "texts": choice.texts,
            "phone": choice.phone,
            "quiet_since": choice.quiet_since,
            "quiet_until": choice.quiet_until,
        },
    )
    audit("reminders.chosen", by=by, at=at, detail={"email": choice.email, "texts": choice.texts})
    return chosen


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_feed(*, by: Viewer, at: datetime) -> str:
    """A new secret for the viewer's calendar, told here and kept nowhere; the one before stops working."""
    User.objects.select_for_update().get(pk=by.worker)  # of two who press at once, one waits
    _end_feeds(by=by, at=at)
    secret = secrets.token_urlsafe(32)
    feed = Feed.objects.create(user_id=by.worker, digest=digest(secret), made_at=at)
    audit("calendar.made", by=by, at=at, about=f"feed:{feed.pk}")
    return secret


@transaction.atomic
def end_feed(*, by: Viewer, at: datetime) -> None:
    """The viewer's calendar address stops working at once."""
    _end_feeds(by=by, at=at)


def _end_feeds(*, by: Viewer, at: datetime) -> None:
    for feed in Feed.objects.select_for_update().filter(user=by.worker, ended_at__isnull=True):
        feed.ended_at, feed.body, feed.body_at = at, "", None
        feed.save(update_fields=["ended_at", "body", "body_at"])
        audit("calendar.ended", by=by, at=at, about=f"feed:{feed.pk}")
