"""A moment on the clock of the place. Django's own helpers are banned: handed nothing, they read the clock."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import get_current_timezone


def local_time(at: datetime) -> datetime:
    return at.astimezone(get_current_timezone())


def day_of(at: datetime) -> date:
    return local_time(at).date()
