"""The hourly run, where a worker is kept. Elsewhere cron calls `./run send-news`."""

from __future__ import annotations

import logging

from django.utils.timezone import now
from procrastinate.contrib.django import app

from kinbridge.news.running import run

log = logging.getLogger(__name__)


@app.periodic(cron="17 * * * *")
@app.task(name="news.send", queueing_lock="news.send", lock="news.send")
def send(timestamp: int) -> None:
    """Send what is due. An hour that was missed is not made up for: the next run finds it all."""
    try:
        run(at=now())
    except OSError as trouble:
        log.error("The newsletter waits: the mail server does not answer (%s)", type(trouble).__name__)
