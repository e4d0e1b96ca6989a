"""The hourly run, where a worker is kept (`manage.py procrastinate worker`). Elsewhere cron calls `./run remind`."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from kinbridge.reminders.running import run


@app.periodic(cron="7 * * * *")
@app.task(name="reminders.remind", queueing_lock="reminders.remind", lock="reminders.remind")
def remind(timestamp: int) -> None:
    """Tell everyone what has come due. An hour that was missed is not made up for: the next run finds it all."""
    run(at=now())
