"""Referrals of the viewer's program that no one has answered by the day it was due."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kinbridge.accounts.models import Role
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.referrals.models import Referral
from kinbridge.referrals.reading import JOINED, PAGE, Card, answers_seen, cards
from kinbridge.referrals.rules import WAITING

LISTED_DAYS = 90


@dataclass(frozen=True, slots=True)
class Silent:
    """A referral past its day. `key` tells it from every other, and says nothing by itself."""

    card: Card
    due: date
    mine: bool

    @property
    def key(self) -> str:
        return hashlib.sha256(f"referral|{self.card.referral.pk}|{self.due}".encode()).hexdigest()


def silent(*, by: Viewer, at: datetime) -> tuple[Silent, ...]:
    """Those this person sent, and for a supervisor the whole program's, the longest overdue first.

    Only where the gate would let them see an answer: about a program that may not tell, a list of who has not answered
    would tell of those who have.
    """
    if by.program_id is None or by.person_id is not None:
        return ()
    on = day_of(at)
    late = Referral.objects.from_viewer(by).filter(
        status__in=WAITING, answer_due_on__lt=on, answer_due_on__gte=on - timedelta(days=LISTED_DAYS)
    )
    if by.role != Role.SUPERVISOR:
        late = late.filter(sent_by=by.user_id)
    found = cards(late.select_related(*JOINED).order_by("answer_due_on", "pk")[:PAGE], by=by, at=at)
    told = [card for card in found if not card.sealed]
    answers_seen(told, by=by, at=at)
    return tuple(
        Silent(card, due, card.referral.sent_by_id == by.user_id)
        for card in told
        if (due := card.referral.answer_due_on) is not None
    )
