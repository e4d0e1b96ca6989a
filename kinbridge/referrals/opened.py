"""One referral, opened: its steps, what stands around it, and who looked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.finding import Found
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.receipts import receipt
from kinbridge.people.models import Family
from kinbridge.referrals.actions.asking import still_reaches
from kinbridge.referrals.models import Handoff, Link, Referral, Step
from kinbridge.referrals.reading import JOINED, Card, cards
from kinbridge.referrals.rules import NOT_SENT, OPEN, Status
from kinbridge.referrals.suggesting import next_programs


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around one referral, as far as its viewer may know."""

    ours: bool
    handoffs: tuple[Handoff, ...] = ()
    onward: tuple[Referral, ...] = ()
    link: Link | None = None
    suggested: tuple[Found, ...] = ()
    opens_family: bool = False

    @property
    def agreed(self) -> bool:
        """Both sides say that the handoff was made."""
        return len(self.handoffs) == 2


@transaction.atomic
def open_referral(*, referral_id: int, by: Viewer, at: datetime) -> Card | None:
    """One referral with its steps, or None where there is none for this viewer. Writes who looked.

    What the sender wrote is shown to the receiver only while the person's consent still reaches it.
    """
    mine = Referral.objects.filter(pk=referral_id)
    referral = (mine.to_viewer(by) | mine.from_viewer(by)).select_related(*JOINED).first()
    if referral is None:
        return None
    [found] = cards([referral], by=by, at=at)
    receives = referral.to_program_id == by.program_id
    steps = Step.objects.filter(referral=referral).select_related("by", "by_program").order_by("pk")
    if found.sealed:
        steps = steps.filter(by_program=by.program_id)
    if receives:
        steps = steps.exclude(status__in=NOT_SENT)
    seen = _words_may(referral, at=at) if receives else None
    if seen is not None and not seen.allowed:
        referral.message, referral.service, referral.needs = "", "", []
        found = Card(referral, found.status, found.words, seen, next=found.next)
    opened = replace(found, steps=tuple(steps), words_may=seen)
    audit(
        "referral.seen",
        by=by,
        at=at,
        family_id=referral.family_id,
        about=f"referral:{referral.pk}",
        because=Purpose.CARE_COORDINATION,
        detail=receipt(opened.shared, by=by),
    )
    return opened


def _words_may(referral: Referral, *, at: datetime) -> Decision | None:
    return still_reaches(referral, at=at) if referral.status in OPEN else None


def around(card: Card, *, by: Viewer, at: datetime) -> Around:
    """Each side's word of the handoff, where the receiver refers on, the link, and what else fits after a decline.

    The other side's word is shown like the rest of what that side says: the receiver's through the gate.
    """
    referral = card.referral
    receives = referral.to_program_id == by.program_id
    words = Handoff.objects.filter(referral=referral).select_related("by", "program").order_by("pk")
    if card.sealed:
        words = words.filter(program=by.program_id)
    opens = Family.objects.seen_by(by, on=day_of(at)).filter(pk=referral.family_id).exists()
    if receives:
        onward = Referral.objects.filter(onward_of=referral, from_program=by.program_id).select_related("to_program")
        return Around(True, tuple(words), tuple(onward.order_by("pk")), opens_family=opens)
    link = Link.objects.filter(referral=referral).order_by("-pk").first() if referral.outside else None
    asks_on = opens and card.status is Status.DECLINED and not card.sealed
    return Around(False, tuple(words), (), link, next_programs(referral, at=at) if asks_on else (), opens)
