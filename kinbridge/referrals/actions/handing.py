"""Hand someone over in person, pass the lead on with it, and write down that the family has what was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import receiving
from kinbridge.people.models import Involvement
from kinbridge.referrals.actions.asking import may_see_answers
from kinbridge.referrals.actions.moving import locked
from kinbridge.referrals.actions.trouble import AlreadyAnswered
from kinbridge.referrals.models import Handoff, Referral
from kinbridge.referrals.rules import NOT_SENT


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one side says of a warm handoff; see `Handoff`."""

    made_at: datetime
    how: str
    other: str
    family_there: bool
    lead: bool = False


@transaction.atomic
def hand_over(*, referral_id: int, meeting: Meeting, by: Viewer, at: datetime) -> Handoff:
    """One side's word that the handoff was made. Raises `AlreadyAnswered` when this side said it before.

    The lead passes when both sides say so; see `_pass_the_lead`.
    """
    referral = locked(referral_id, by=by)
    if referral.status in NOT_SENT or referral.outside:
        raise AlreadyAnswered("A handoff is written down for a referral that was sent to a partner.")
    try:
        with transaction.atomic():
            handoff = Handoff.objects.create(
                referral=referral,
                family_id=referral.family_id,
                coalition_id=referral.coalition_id,
                program_id=by.acting_for,
                by_id=by.worker,
                made_at=meeting.made_at,
                how=meeting.how,
                other=meeting.other,
                family_there=meeting.family_there,
                lead=meeting.lead,
                at=at,
            )
    except IntegrityError:
        raise AlreadyAnswered("Your program has written this handoff down already.") from None
    ours = by.program_id == referral.to_program_id
    record_entry(
        family=referral.family,
        subject=referral.person,
        kind="handoff",
        body={"referral": referral.pk, "how": meeting.how, "family_there": meeting.family_there},
        occurred_at=meeting.made_at,
        by=by,
        at=at,
        category=Category.SUD_ATTENDANCE if ours and by.is_part2 else Category.SOCIAL_NEEDS,
    )
    _audit("referral.handed_over", referral, by=by, at=at)
    if Handoff.objects.filter(referral=referral, lead=True).count() == 2:
        _pass_the_lead(referral, by=by, at=at)
    return handoff


def _pass_the_lead(referral: Referral, *, by: Viewer, at: datetime) -> None:
    """From the sender, if it has the lead, to the receiver.

    A lead that moved would tell the sender that its referral was taken up: where it may not know that, the lead stays.
    """
    sender = receiving(referral.from_program)
    if not may_see_answers(referrals=[referral], by=sender, at=at)[referral.pk].allowed:
        return
    on = day_of(at)
    rows = list(Involvement.objects.on(on).select_for_update().filter(family=referral.family_id).order_by("pk"))
    leads = [row.pk for row in rows if row.lead and row.program_id == referral.from_program_id]
    takes = next((row.pk for row in rows if row.program_id == referral.to_program_id), None)
    if not leads or takes is None:
        return
    Involvement.objects.filter(pk__in=leads).update(lead=False)
    Involvement.objects.filter(pk=takes).update(lead=True)
    _audit("referral.lead_passed", referral, by=by, at=at)


@transaction.atomic
def confirm_received(*, referral_id: int, on: date, by: Viewer, at: datetime) -> Referral:
    """Write down that the family says they have what was asked for: the sender's own word, so it tells of no answer.

    Each need that the referral was sent for is met from then on.
    """
    referral = locked(referral_id, by=by)
    if referral.from_program_id != by.program_id or referral.sent_at is None:
        raise AlreadyAnswered("The program that sent the referral writes down what the family tells it.")
    if referral.received_on is not None:
        raise AlreadyAnswered("This was written down before; there is nothing to add.")
    referral.received_on = on
    referral.save(update_fields=["received_on"])
    for need in referral.needs:
        record_entry(
            family=referral.family,
            subject=referral.person,
            kind="need",
            body={"need": need, "step": "met"},
            occurred_at=at,
            by=by,
            at=at,
        )
    _audit("referral.received_by_family", referral, by=by, at=at)
    return referral


def _audit(act: str, referral: Referral, *, by: Viewer, at: datetime) -> None:
    audit(
        act,
        by=by,
        at=at,
        family_id=referral.family_id,
        about=f"referral:{referral.pk}",
        because=Purpose.CARE_COORDINATION,
    )
