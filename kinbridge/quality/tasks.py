"""The nightly count, where a worker is kept. Elsewhere cron calls `./run count-quality`."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from kinbridge.quality.actions import count_everywhere


@app.periodic(cron="11 1 * * *")
@app.task(name="quality.count", queueing_lock="quality.count", lock="quality.count")
def count_quality(timestamp: int) -> None:
    """A night that was missed is not made up for: the page says how old its numbers are."""
    count_everywhere(at=now())
