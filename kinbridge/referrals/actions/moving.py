"""Move a referral on, as the program it went to or the one that sent it."""

from __future__ import annotations

from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import Q

from kinbridge.audit.actions import wait_turn
from kinbridge.consents.models import Consent
from kinbridge.directory.capacity.actions import put_on_list
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer, Waiting
from kinbridge.directory.rules.waiting import Wait
from kinbridge.people.actions import welcome
from kinbridge.referrals.actions.asking import may_see_answers, still_reaches
from kinbridge.referrals.actions.stepping import take
from kinbridge.referrals.actions.trouble import AlreadyAnswered, ConsentGone, NotYours
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules import NEEDS_REASON, TAKES_ON, WORDS, Party, Status, may_follow

MOVED_ON = "This referral has moved on since you opened it; look at where it stands now."


@transaction.atomic
def answer(
    *,
    referral_id: int,
    step: Status,
    by: Viewer,
    at: datetime,
    reason: str = "",
    appointment_at: datetime | None = None,
) -> Referral:
    """Take one step.

    Raises `AlreadyAnswered` when the step no longer follows: the row is locked, so of two people who press at the same
    moment one wins and the other is told. Raises `ConsentGone` where the consent was taken back first, `NotYours` for a
    program it is neither to nor from, and ValueError when a needed reason is missing.
    """
    referral = locked(referral_id, by=by)
    return move(referral, step=step, by=by, at=at, reason=reason, appointment_at=appointment_at)


@transaction.atomic
def waitlist(*, referral_id: int, wait: Wait, code: str, by: Viewer, at: datetime) -> Waiting:
    """Answer that they wait, and put them on the program's own list: both or neither. Its clocks run from that asking.

    Raises what `answer` and `put_on_list` raise. The row on the list names nobody; nothing joins it to the referral.
    """
    referral = answer(referral_id=referral_id, step=Status.WAITLISTED, by=by, at=at)
    return put_on_list(
        program=referral.to_program,
        code=code,
        asked_at=wait.asked_at,
        pregnant=wait.pregnant,
        injects=wait.injects,
        by=by,
        at=at,
    )


def locked(referral_id: int, *, by: Viewer) -> Referral:
    """The referral, held until the transaction ends. A stranger's is not even waited for."""
    mine = Q(to_program=by.program_id, sent_at__isnull=False) | Q(from_program=by.program_id)
    found = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("to_program__organization", "from_program__organization", "family", "person")
        .filter(mine, pk=referral_id)
        .first()
    )
    if found is None or by.program_id is None:
        raise NotYours
    return found


def move(
    referral: Referral,
    *,
    step: Status,
    by: Viewer,
    at: datetime,
    reason: str = "",
    appointment_at: datetime | None = None,
) -> Referral:
    """The step itself, on a referral that is locked."""
    party = _party(referral, by=by, at=at)
    if not may_follow(Status(referral.status), step, party=party):
        raise AlreadyAnswered(_late(referral, step, by=by))
    if step in NEEDS_REASON and not reason:
        raise ValueError("Choose the reason; the sender needs it to find another way.")
    if step in TAKES_ON:
        _wait_for_consent(referral, at=at)
    referral.status, referral.reason = step, reason
    if step is Status.SCHEDULED:
        referral.first_appointment_at = appointment_at
    referral.save(update_fields=["status", "reason", "first_appointment_at"])
    if step is Status.ACCEPTED and not referral.outside:
        welcome(person=referral.person, program_id=referral.to_program_id, on=day_of(at))
    take(referral, status=step, by=by, at=at, reason=reason)
    return referral


def _party(referral: Referral, *, by: Viewer, at: datetime) -> Party:
    if referral.to_program_id == by.program_id:
        return Party.RECEIVER
    told = referral.sent_at is None or may_see_answers(referrals=[referral], by=by, at=at)[referral.pk].allowed
    return Party.SENDER if told else Party.UNTOLD


def _late(referral: Referral, step: Status, *, by: Viewer) -> str:
    """For whoever came second: within a program by name, since one colleague may know what another did."""
    last = referral.steps.select_related("by").order_by("-pk").first()
    if last is None or last.by_program_id != by.program_id:
        return MOVED_ON
    who = "You" if last.by_id == by.user_id else str(last.by or "Your program")
    done = WORDS[Status(last.status)].lower()
    return f"{who} got there first: it stands as “{done}”. Nothing of yours was written."


def _wait_for_consent(referral: Referral, *, at: datetime) -> None:
    """Whoever takes the consent back holds the same row: they wait for this step, or this step sees that they did."""
    if referral.consent_id is None:
        return
    wait_turn(family_id=referral.family_id)
    try:
        with transaction.atomic():
            Consent.objects.select_for_update(of=("self",), nowait=True).get(pk=referral.consent_id)
    except OperationalError:
        raise AlreadyAnswered("Somebody is changing the consent at this moment; look again in a minute.") from None
    if not still_reaches(referral, at=at).allowed:
        raise ConsentGone
