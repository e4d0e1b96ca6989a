"""A moment on the clock of the place. Django's own helpers are banned: handed nothing, they read the clock."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

NOON = time(12)


def local_time(at: datetime) -> datetime:
    return at.astimezone(get_current_timezone())


def moment(on: date, hour: time = NOON) -> datetime:
    """That hour of the day on the place's clock; noon when the hour is not known."""
    return datetime.combine(on, hour, get_current_timezone())


def told_of(on: date, *, at: datetime) -> datetime:
    """The moment of something of which only the day is told: now if that is today, else noon."""
    return at if on == day_of(at) else moment(on)


def day_of(at: datetime) -> date:
    return local_time(at).date()
