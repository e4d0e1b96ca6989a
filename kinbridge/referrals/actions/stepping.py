"""One step of a referral: its row, its line in the audit, and the same milestone as a fact in the chart."""

from __future__ import annotations

from datetime import datetime

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.receipts import sent
from kinbridge.referrals.actions.asking import words_of
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.rules import NOT_SENT, Status


def take(
    referral: Referral, *, status: Status, by: Viewer, at: datetime, reason: str = "", decision: Decision | None = None
) -> None:
    """Append the step. Part of the verb that moved the referral, in its transaction.

    What was not sent yet is no event in anyone's life: it leaves a line in the audit and no fact.
    """
    Step.objects.create(
        referral=referral,
        family_id=referral.family_id,
        coalition_id=referral.coalition_id,
        status=status,
        reason=reason,
        at=at,
        by_id=by.user_id,
        by_program_id=by.program_id,
    )
    if status not in NOT_SENT and referral.sent_at is not None:
        _fact(referral, status, by=by, at=at, reason=reason)
    gone = decision is not None and status is Status.SENT
    audit(
        f"referral.{status.value}",
        by=by,
        at=at,
        family_id=referral.family_id,
        about=f"referral:{referral.pk}",
        because=Purpose.CARE_COORDINATION,
        citations=decision.citations if decision is not None else (),
        detail=_receipt(referral, decision) if gone and decision is not None else {},
    )


def _fact(referral: Referral, status: Status, *, by: Viewer, at: datetime, reason: str) -> None:
    """Under the acting program's own laws; the answer of one without accounts is what the sender was told."""
    ours = by.program_id == referral.to_program_id
    record_entry(
        family=referral.family,
        subject=referral.person,
        kind="referral_step",
        body={"referral": referral.pk, "step": status.value, "reason": reason},
        occurred_at=at,
        by=by,
        at=at,
        program=referral.from_program if referral.outside else None,
        category=Category.SUD_ATTENDANCE if ours and by.is_part2 else Category.SOCIAL_NEEDS,
    )


def _receipt(referral: Referral, decision: Decision) -> dict[str, object]:
    sender = Program.objects.get(pk=referral.from_program_id)
    words = words_of(family=referral.family, sender=sender, person=referral.person)
    return sent([(words, decision)], to=referral.to_program_id)
