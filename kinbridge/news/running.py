"""One run over everyone who asked: take up what is due, commit, then send. Safe to run twice, or to kill."""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Coalition, Membership, software
from kinbridge.news.actions.readers import forget_unconfirmed
from kinbridge.news.letters import letter_of
from kinbridge.news.models import Delivery, Issue, Reader
from kinbridge.news.reading import page_of
from kinbridge.news.rules import STALE_DAYS, Audience, Often, is_due, may_have
from kinbridge.people.rows import work_in
from kinbridge.reminders.sending import mail_leaves, send_letter

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """How many letters left, and how many did not go."""

    letters: int = 0
    failed: int = 0


def run(*, at: datetime) -> Run:
    """Send every reader what is due to them. Where mail is off, or its server does not answer, nothing is taken up."""
    done, recent = Run(), at - timedelta(days=max(STALE_DAYS.values()))
    coalitions = Coalition.objects.filter(pk__in=Issue.objects.filter(made_at__lte=at).values("coalition"))
    if not mail_leaves():
        return done
    with get_connection() as through:  # a server that is down says so here, before anything is taken up
        for coalition in coalitions.order_by("pk"):
            forget_unconfirmed(coalition=coalition, at=at)
            issues = list(Issue.objects.published().filter(coalition=coalition, published_at__gte=recent))
            for reader, due in _due(coalition, issues, at=at).items():
                taken = _take_up(reader, due, at=at)
                if taken:
                    done = _send(done, reader, taken, through, at=at)
    return done


def _due(coalition: Coalition, issues: list[Issue], *, at: datetime) -> dict[Reader, list[Issue]]:
    """What each confirmed reader has not been sent yet, oldest first."""
    with work_in(coalition):
        on, due = day_of(at), defaultdict(list)
        readers = Reader.objects.filter(coalition=coalition, confirmed_at__lte=at).select_related("coalition")
        staff = Membership.objects.on(on).filter(program__organization__coalition=coalition, user__is_active=True)
        working = set(staff.values_list("user", flat=True))
        had = set(Delivery.objects.filter(issue__in=issues).values_list("reader", "issue"))
        for reader in readers.order_by("pk"):
            here = reader.user_id in working
            for issue in reversed(issues):
                if (reader.pk, issue.pk) not in had and _wanted(reader, issue, at=at, works_here=here):
                    due[reader].append(issue)
        return due


def _wanted(reader: Reader, issue: Issue, *, at: datetime, works_here: bool) -> bool:
    if issue.published_at is None or reader.confirmed_at is None:
        return False
    due = is_due(Often(reader.often), published_on=day_of(issue.published_at), on=day_of(at))
    return due and may_have(
        Audience(issue.audience),
        works_here=works_here,
        asked_at=reader.confirmed_at,
        published_at=issue.published_at,
    )


def _take_up(reader: Reader, due: list[Issue], *, at: datetime) -> list[Issue]:
    """Those that this run is the first to send. The table's unique constraint decides, however many run at once."""
    with work_in(reader.coalition):
        if not Reader.objects.select_for_update().filter(pk=reader.pk).exists():
            return []  # they stopped it a moment ago
        made = {
            issue.pk: Delivery.objects.get_or_create(
                issue=issue, reader=reader, defaults={"coalition": reader.coalition, "at": at}
            )[1]
            for issue in due
        }
        return [issue for issue in due if made[issue.pk]]


def _send(done: Run, reader: Reader, taken: list[Issue], through: BaseEmailBackend, *, at: datetime) -> Run:
    letter = letter_of(taken, reader=reader, page=page_of(reader.coalition_id))
    try:
        send_letter(letter, through=through)
    except OSError as trouble:
        log.error("A newsletter to reader %s did not go: %s", reader.pk, type(trouble).__name__)
        _failed(reader, taken, at=at)
        return replace(done, failed=done.failed + 1)
    return replace(done, letters=done.letters + 1)


def _failed(reader: Reader, taken: list[Issue], *, at: datetime) -> None:
    """Written down and not tried again: a server that broke off may have sent it all the same."""
    with work_in(reader.coalition):
        Delivery.objects.filter(reader=reader, issue__in=taken).update(failed=True)
        audit("news.failed", by=software(reader.coalition), at=at, about=f"reader:{reader.pk}")
