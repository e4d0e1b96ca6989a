"""One run over everyone at work: tell each what has come, commit, then send. Safe to run twice, or to kill."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import override

from kinbridge.accounts.models import User
from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of, local_time
from kinbridge.directory.models import software
from kinbridge.reminders.actions import tell
from kinbridge.reminders.models import Channels
from kinbridge.reminders.reading import channels_of, people_at_work, work_of
from kinbridge.reminders.rules import Told, is_quiet, message
from kinbridge.reminders.sending import send_email, texts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did: how many people it looked at, how many had news, and what left."""

    people: int = 0
    told: int = 0
    emails: int = 0
    texts: int = 0
    failed: int = 0
    quiet: int = 0


def run(*, at: datetime, users: Iterable[User] | None = None, again: bool = False) -> Run:
    """Tell everyone once a day, at the first run after their quiet hours. `again` looks even if today had its run."""
    done = Run()
    for user in people_at_work(on=day_of(at)) if users is None else users:
        with override(work_of(user, on=day_of(at))[0].coalition.timezone):
            done = _remind(done, user, at=at, again=again)
    return done


def _remind(done: Run, user: User, *, at: datetime, again: bool) -> Run:
    """The hours that are quiet, and the day that was reckoned, are those of the place where the person works."""
    chosen = channels_of(user)
    if chosen.reckoned_on == day_of(at) and not again:
        return done
    if is_quiet(local_time(at).time(), since=chosen.quiet_since, until=chosen.quiet_until):
        return replace(done, quiet=done.quiet + 1)
    done = replace(done, people=done.people + 1)
    told = tell(user=user, at=at)  # committed when it returns: from here on nothing is told twice
    return replace(_send(done, user, chosen, told, at=at), told=done.told + 1) if told.any else done


def _send(done: Run, user: User, chosen: Channels, told: Told, *, at: datetime) -> Run:
    words = message(told, address=settings.KINBRIDGE_ADDRESS)
    by_text = texts() if chosen.texts and chosen.phone else None
    if chosen.email and user.email:
        try:
            send_email(to=user.email, words=words)
            done = replace(done, emails=done.emails + 1)
        except OSError as trouble:
            done = _failed(done, user, "email", trouble, at=at)
    if by_text is not None:
        try:
            by_text.send(to=chosen.phone, words=words)
            done = replace(done, texts=done.texts + 1)
        except OSError as trouble:
            done = _failed(done, user, "texts", trouble, at=at)
    return done


@transaction.atomic
def _failed(done: Run, user: User, channel: str, trouble: OSError, *, at: datetime) -> Run:
    """The notice stands on the Desk all the same; whoever keeps the site finds the failure by number and kind."""
    log.error("A reminder by %s to account %s did not go: %s", channel, user.pk, type(trouble).__name__)
    [first, *_] = work_of(user, on=day_of(at))
    audit("reminder.failed", by=software(first.coalition), at=at, about=f"user:{user.pk}", detail={"channel": channel})
    return replace(done, failed=done.failed + 1)
