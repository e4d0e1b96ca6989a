"""Look at addresses, a few seconds apart at each site, and keep what was seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kinbridge.directory.local_time import day_of
from kinbridge.link_health.following import Reach, follow
from kinbridge.link_health.models import Look
from kinbridge.link_health.rules import GOOD, Answer, is_due, place_of

MOST = 200
"""Looks in one run: the rest waits for the next."""
APART = 5.0
"""Seconds between two looks at one site."""


def agent() -> str:
    """How the program says who it is to a site it looks at."""
    return f"Kinbridge link check (+{settings.KINBRIDGE_ADDRESS})"


def look_at(
    *,
    urls: Iterable[str],
    at: datetime,
    reach: Reach = Reach(),  # noqa: B008 - frozen
    wait: Callable[[float], None] = time.sleep,
) -> int:
    """Look at those that are due; how many that were. Nothing is looked at while the setting is off."""
    if not settings.KINBRIDGE_FOLLOW_LINKS:
        return 0
    due, hosts = _due(urls, at=at), dict[str, float]()
    for url in due:
        place = place_of(url)
        host = place.host if place else ""
        if host in hosts:
            wait(max(0.0, hosts[host] + APART - time.monotonic()))
        keep(url=url, answer=follow(url, agent=agent(), reach=reach), at=at)
        hosts[host] = time.monotonic()
    return len(due)


def _due(urls: Iterable[str], *, at: datetime) -> list[str]:
    """Never looked at first, then the longest ago."""
    wanted = sorted(set(urls) - {""})
    looks = {look.url: look for look in Look.objects.filter(url__in=wanted)}
    due = [
        (looks[url].looked_at if url in looks else None, url)
        for url in wanted
        if url not in looks or is_due(looked_at=looks[url].looked_at, broken=not looks[url].is_good, at=at)
    ]
    due.sort(key=lambda one: (one[0] is not None, one[0] or at))
    return [url for _, url in due][:MOST]


@transaction.atomic
def keep(*, url: str, answer: Answer, at: datetime) -> Look:
    """What was seen. The first day of trouble stays until it works again."""
    held = Look.objects.select_for_update().filter(url=url).first()
    good = answer.standing in GOOD
    first = held.broken_since if held and held.broken_since else day_of(at)
    look, _ = Look.objects.update_or_create(
        url=url,
        defaults={
            "standing": answer.standing,
            "code": answer.code,
            "moved_to": answer.moved_to,
            "looked_at": at,
            "broken_since": None if good else first,
        },
    )
    return look
