"""What an Inbox, a family's referral list and one referral show: each asked of the gate at every showing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Label
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import receiving
from kinbridge.disclosure.receipts import receipt
from kinbridge.disclosure.travels import Travels, travels
from kinbridge.people.models import Family
from kinbridge.referrals.actions import Request, answer_of, may_see_answers, may_send, words_of
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.rules import OPEN, WORDS, Party, Status, next_steps

JOINED = ("person", "family", "from_program__organization", "to_program__organization")
PAGE = 50
SENT = 12


@dataclass(frozen=True, slots=True)
class Card:
    """A referral as one viewer may see it. Where the answer is closed to them, it reads as sent and no more."""

    referral: Referral
    status: Status
    words: str
    answer: Decision | None
    steps: tuple[Step, ...] = ()
    next: tuple[Status, ...] = ()
    words_may: Decision | None = None

    @property
    def sealed(self) -> bool:
        return self.answer is not None and not self.answer.allowed

    @property
    def shared(self) -> tuple[tuple[Label, Decision], ...]:
        """What of it is another program's record, with the decisions that let the viewer see it."""
        one = self.referral
        words = words_of(family=one.family, sender=one.from_program, person=one.person)
        pairs = ((answer_of(one), self.answer), (words, self.words_may))
        return tuple((label, decision) for label, decision in pairs if decision is not None and decision.allowed)

    @property
    def travels(self) -> Travels:
        return travels(self.shared)


@dataclass(frozen=True, slots=True)
class Inbox:
    waiting: tuple[Card, ...]
    working: tuple[Card, ...]
    sent: tuple[Card, ...]

    @property
    def travels(self) -> Travels:
        return together((*self.waiting, *self.working, *self.sent))


def inbox(*, by: Viewer, at: datetime) -> Inbox:
    """What came to the viewer's program, the longest waiting first; and what it sent, the newest first.

    What was sent is chosen by what its card may say, never by where it stands: to leave out a referral that was
    answered would tell the sender that it was.
    """
    came = Referral.objects.to_viewer(by).open().select_related(*JOINED).order_by("answer_due_on", "pk")[:PAGE]
    went = Referral.objects.from_viewer(by).select_related(*JOINED).order_by("-sent_at", "-pk")[:PAGE]
    received = cards(came, by=by, at=at)
    sent = [card for card in cards(went, by=by, at=at) if card.status in OPEN]
    unanswered = (Status.SENT, Status.RECEIVED)
    _answers_seen(sent[:SENT], by=by, at=at)
    return Inbox(
        waiting=tuple(card for card in received if card.status in unanswered),
        working=tuple(card for card in received if card.status not in unanswered),
        sent=tuple(sent[:SENT]),
    )


def preview(*, family: Family, request: Request, by: Viewer, at: datetime) -> tuple[Card, Decision]:
    """What the program would read if this were sent now, and whether it may be sent at all."""
    sender = Program.objects.select_related("organization").get(pk=by.acting_for)
    decision = may_send(family=family, person=request.person, to_program=request.to_program, by=by, at=at)
    referral = Referral(
        family=family,
        person=request.person,
        from_program=sender,
        to_program=request.to_program,
        service=request.service,
        message=request.message,
        status=Status.SENT,
    )
    return Card(referral, Status.SENT, WORDS[Status.SENT], None, words_may=decision), decision


def of_family(*, family: Family, by: Viewer, at: datetime) -> tuple[Card, ...]:
    """The family's referrals that the viewer's program sent or received, newest first."""
    mine = Referral.objects.filter(family=family).order_by("-pk")
    mine = mine.to_viewer(by) | mine.from_viewer(by)
    found = cards(mine.select_related(*JOINED)[:PAGE], by=by, at=at)
    _answers_seen(found, by=by, at=at)
    return found


def together(some: Iterable[Card]) -> Travels:
    """What goes with a list of referrals, once."""
    return travels(pair for card in some for pair in card.shared)


def _answers_seen(some: Iterable[Card], *, by: Viewer, at: datetime) -> None:
    """One line where a list told what programs answered on the strength of somebody's consent."""
    told = [(answer_of(card.referral), card.answer) for card in some if card.answer is not None and card.answer.allowed]
    seen = receipt(told, by=by, only_listed=True)
    if not seen["authorities"]:
        return
    detail = {"families": sorted({label.family_id for label, answer in told if answer.authorities}), **seen}
    with transaction.atomic():
        audit("referral.answers_seen", by=by, at=at, because=Purpose.CARE_COORDINATION, detail=detail)


def cards(referrals: Iterable[Referral], *, by: Viewer, at: datetime) -> tuple[Card, ...]:
    """Referrals as one viewer may see them; the gate is asked about all of those sent in one go."""
    found = list(referrals)
    sent = [referral for referral in found if referral.to_program_id != by.program_id]
    answers = may_see_answers(referrals=sent, by=by, at=at)
    return tuple(_card(referral, answers.get(referral.pk)) for referral in found)


def _card(referral: Referral, answer: Decision | None) -> Card:
    """The receiving program, which needs no answer, sees its own steps; the sender what the gate lets it.

    Where the gate says no, the card is the same whatever the program answered, or whether it did.
    """
    status = Status(referral.status)
    if answer is None:
        return Card(referral, status, WORDS[status], None, next=next_steps(status, party=Party.RECEIVER))
    if not answer.allowed and status is not Status.WITHDRAWN:
        return Card(referral, Status.SENT, WORDS[Status.SENT], answer, next=(Status.WITHDRAWN,))
    return Card(referral, status, WORDS[status], answer, next=next_steps(status, party=Party.SENDER))


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
    steps = Step.objects.filter(referral=referral).select_related("by", "by_program").order_by("pk")
    if found.sealed:
        steps = steps.filter(by_program=by.program_id)
    seen = None
    if referral.to_program_id == by.program_id and referral.status in OPEN:
        seen = may_send(
            family=referral.family,
            person=referral.person,
            to_program=referral.to_program,
            by=receiving(referral.from_program),
            at=at,
        )
        if not seen.allowed:
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
