"""The private calendar: the days on which something is due, as RFC 5545. It says how many, and never what or whose."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from icalendar import Calendar, Event

from kinbridge.clocks.reading import due_across
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Involvement
from kinbridge.people.rows import work_in
from kinbridge.reminders.actions import digest
from kinbridge.reminders.models import Feed
from kinbridge.reminders.reading import work_of

AHEAD_DAYS = 120
BEHIND_DAYS = 90
BATCH = 100
FRESH = timedelta(hours=1)


@transaction.atomic
def calendar_of(*, secret: str, address: str, at: datetime) -> str | None:
    """The calendar behind a secret, or None when there is none: unknown, ended, or its owner works nowhere today.

    Computed at most once an hour: programs that show calendars ask as often as they like, and each computing is a line
    in the audit of the families it reads.
    """
    feed = Feed.objects.select_related("user").filter(digest=digest(secret), ended_at__isnull=True).first()
    if feed is None or not feed.user.is_active or not work_of(feed.user, on=day_of(at)):
        return None
    if feed.body_at is None or at - feed.body_at >= FRESH:
        feed.body = written(_days(feed, at=at), secret=secret, address=address, at=at)
        feed.body_at = at
        Feed.objects.filter(pk=feed.pk, ended_at__isnull=True).update(body=feed.body, body_at=at)
    return feed.body


def _days(feed: Feed, *, at: datetime) -> Counter[date]:
    """How many things are due on each day, over all the programs this person works for."""
    found = Counter[date]()
    for membership in work_of(feed.user, on=day_of(at)):
        with work_in(membership.coalition):
            found.update(_days_for(membership.viewer(), at=at))
    return found


def _days_for(viewer: Viewer, *, at: datetime) -> Iterator[date]:
    on = day_of(at)
    named = Involvement.objects.on(on).filter(program=viewer.program_id, worker=viewer.user_id)
    families = list(Family.objects.filter(pk__in=named.values("family"), closed_on__isnull=True).order_by("pk"))
    for start in range(0, len(families), BATCH):
        some = {family.pk: family for family in families[start : start + BATCH]}
        for _, one in due_across(families=some, by=viewer, at=at, days=AHEAD_DAYS, act="calendar.sent"):
            if one.due is not None and (on - one.due).days <= BEHIND_DAYS:
                yield one.due


def written(days: Mapping[date, int], *, secret: str, address: str, at: datetime) -> str:
    """The calendar's text: an all-day event for each day. The same day keeps its id, which only the secret explains."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kinbridge//Due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Kinbridge")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for day, count in sorted(days.items()):
        event = Event()
        event.add("uid", f"{hmac.new(secret.encode(), day.isoformat().encode(), 'sha256').hexdigest()[:32]}@kinbridge")
        event.add("dtstamp", at)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", "Kinbridge: due" if count == 1 else f"Kinbridge: {count} due")
        event.add("description", f"Sign in to see it: {address}")
        event.add("url", address)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical().decode()
