"""A card as it goes over the wire: what its viewer may know, and not a word more."""

from __future__ import annotations

from kinbridge.referrals.reading import Card
from kinbridge.referrals.rules.task import Told, task


def as_task(card: Card) -> dict[str, object]:
    """The Task of a referral that was sent. Where the answer is closed it reads as requested, whatever it was."""
    referral = card.referral
    if referral.sent_at is None:
        raise ValueError("A draft is not on the wire; send it first.")
    changed = card.steps[-1].at if card.steps else referral.sent_at
    return task(
        Told(
            number=referral.pk,
            status=card.status,
            person=str(referral.person.key),
            requester=str(referral.from_program.organization_id),
            owner=str(referral.to_program.organization_id),
            sent_at=referral.sent_at,
            changed_at=changed,
            urgent=referral.urgent,
            reason="" if card.sealed else referral.reason,
            part_of=referral.onward_of_id if card.answer is None else None,
        )
    )
