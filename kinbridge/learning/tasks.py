"""The nightly look at the shelf's addresses, where a worker is kept. Elsewhere cron calls `./run look-at-links`."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from kinbridge.learning.reading.links import every_address
from kinbridge.link_health.actions import look_at


@app.periodic(cron="41 2 * * *")
@app.task(name="learning.links", queueing_lock="learning.links", lock="learning.links")
def look_at_links(timestamp: int) -> None:
    """At night, and only where an operator let the server look at the web."""
    look_at(urls=every_address(), at=now())
