"""Say how one's organization works with another, and count what goes between organizations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.core.dates import add_months
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Organization, Viewer
from kinbridge.linkages.models import Count, Word
from kinbridge.linkages.rules import Agreement, Counted, Trust, Way, shown

SPEAK = frozenset({Role.SUPERVISOR, Role.TEAM_COORDINATOR, Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})
"""Who may say how their organization works with others."""
MONTHS = 12
BETWEEN = """
    SELECT giver.organization_id, receiver.organization_id, count(*), count(known.answered), count(known.heard),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM known.answered - referral.sent_at) / 86400)
        FROM referrals_referral referral
        JOIN directory_program giver ON giver.id = referral.from_program_id
        JOIN directory_program receiver ON receiver.id = referral.to_program_id
        LEFT JOIN LATERAL (
            SELECT min(step.at) FILTER (WHERE step.status IN ('accepted', 'declined', 'waitlisted')) AS answered,
                   min(step.at) FILTER (
                       WHERE step.status IN ('declined', 'first_kept', 'first_missed', 'completed', 'closed')
                   ) AS heard
                FROM referrals_step step WHERE step.referral_id = referral.id
        ) known ON true
        WHERE referral.coalition_id = %s AND referral.sent_at >= %s AND referral.sent_at < %s
            AND referral.status <> 'entered_in_error' AND giver.organization_id <> receiver.organization_id
        GROUP BY 1, 2
"""


def speaks_for(by: Viewer) -> bool:
    return by.organization_id is not None and by.role in SPEAK


@transaction.atomic
def say(*, about: Organization, agreement: Agreement, trust: Trust, note: str = "", by: Viewer, at: datetime) -> Word:
    """State in one's organization's name how it works with another. Raises PermissionError for whoever may not."""
    if by.organization_id is None or not speaks_for(by) or by.organization_id == about.pk:
        raise PermissionError("A supervisor, a coordinator or an administrator says this, of another organization.")
    word = Word.objects.create(
        coalition_id=by.coalition_id,
        organization_id=by.organization_id,
        about=about,
        agreement=agreement,
        trust=trust,
        note=note,
        on=day_of(at),
        by_id=by.worker,
    )
    audit("linkage.stated", by=by, at=at, about=f"word:{word.pk}")
    return word


def newest(coalition: int) -> Count | None:
    return Count.objects.filter(coalition=coalition).order_by("-counted_at", "-pk").first()


def counted_again_on(last: Count) -> date:
    """When a year is over that has no month in common with it; at once where nothing of it could be told.

    One year less another that overlaps it is a few referrals, and what became of them.
    """
    tells = any(way.known for way in shown(counted_in(last)).values())
    return add_months(last.until, MONTHS) if tells else last.until


def counted_in(counted: Count) -> dict[Way, Counted]:
    return {(giver, receiver): Counted(*rest) for giver, receiver, *rest in counted.body}


@transaction.atomic
def count(*, by: Viewer, at: datetime) -> Count:
    """Count the twelve full months before this one. Reads across families, and says so in the audit.

    Answers with the last count until that may be counted again.
    """
    last, until = newest(by.coalition_id), day_of(at).replace(day=1)
    if last is not None and until < counted_again_on(last):
        return last
    since = add_months(until, -MONTHS)
    with connection.cursor() as cursor:
        cursor.execute(BETWEEN, [by.coalition_id, since, until])
        body = [_row(*row) for row in cursor.fetchall()]
    counted = Count.objects.create(
        coalition_id=by.coalition_id, since=since, until=until, counted_at=at, body=sorted(body)
    )
    audit("linkages.counted", by=by, at=at, about=f"count:{counted.pk}", because=Purpose.QUALITY_MEASUREMENT)
    return counted


def _row(giver: UUID, receiver: UUID, sent: int, answered: int, heard: int, days: float | None) -> list[object]:
    return [str(giver), str(receiver), sent, answered, heard, None if days is None else round(days, 1)]
