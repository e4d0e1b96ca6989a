"""The local day of a moment."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import get_current_timezone


def local_day(at: datetime) -> date:
    return at.astimezone(get_current_timezone()).date()
