"""What an Inbox and a family's list of referrals show: each asked of the gate at every showing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Label
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.receipts import receipt
from kinbridge.disclosure.travels import Travels, travels
from kinbridge.people.models import Family
from kinbridge.referrals.actions import Request, answer_of, may_see_answers, may_send, words_of
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.rules import NOT_SENT, OPEN, WORDS, Party, Status, next_steps
from kinbridge.referrals.rules.states import TAKEN_BACK

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
class Received:
    """What came to the viewer's program: what waits for its answer, and what it works on."""

    waiting: tuple[Card, ...]
    working: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    waiting: tuple[Card, ...]
    working: tuple[Card, ...]
    sent: tuple[Card, ...]
    drafts: tuple[Card, ...] = ()

    @property
    def travels(self) -> Travels:
        return together((*self.waiting, *self.working, *self.sent))


def received(*, by: Viewer, at: datetime) -> Received:
    """The longest waiting first."""
    came = Referral.objects.to_viewer(by).open().select_related(*JOINED).order_by("answer_due_on", "pk")[:PAGE]
    found = cards(came, by=by, at=at)
    unanswered = (Status.SENT, Status.RECEIVED)
    return Received(
        waiting=tuple(card for card in found if card.status in unanswered),
        working=tuple(card for card in found if card.status not in unanswered),
    )


def inbox(*, by: Viewer, at: datetime) -> Inbox:
    """What came to the viewer's program, the longest waiting first; what it sent, the newest first; and its drafts.

    What was sent is chosen by what its card may say, never by where it stands: to leave out a referral that was
    answered would tell the sender that it was.
    """
    ours = Referral.objects.from_viewer(by).select_related(*JOINED)
    went = ours.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")[:PAGE]
    drafts = ours.filter(status__in=NOT_SENT, sent_at__isnull=True).order_by("-pk")[:SENT]
    came = received(by=by, at=at)
    sent = [card for card in cards(went, by=by, at=at) if card.status in OPEN]
    answers_seen(sent[:SENT], by=by, at=at)
    return Inbox(
        waiting=came.waiting,
        working=came.working,
        sent=tuple(sent[:SENT]),
        drafts=cards(drafts, by=by, at=at),
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
    answers_seen(found, by=by, at=at)
    return found


def together(some: Iterable[Card]) -> Travels:
    """What goes with a list of referrals, once."""
    return travels(pair for card in some for pair in card.shared)


def answers_seen(some: Iterable[Card], *, by: Viewer, at: datetime) -> None:
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
    sent = [one for one in found if one.to_program_id != by.program_id and one.sent_at is not None]
    answers = may_see_answers(referrals=sent, by=by, at=at)
    return tuple(_card(one, answers.get(one.pk), by=by) for one in found)


def _card(referral: Referral, answer: Decision | None, *, by: Viewer) -> Card:
    """The receiving program, and the writer of a draft, need no answer; the sender sees what the gate lets it.

    Where the gate says no, the card is the same whatever the program answered, or whether it did.
    """
    status = Status(referral.status)
    if answer is None:
        party = Party.RECEIVER if referral.to_program_id == by.program_id else Party.SENDER
        return Card(referral, status, WORDS[status], None, next=next_steps(status, party=party))
    if not answer.allowed and status not in TAKEN_BACK:
        return Card(referral, Status.SENT, WORDS[Status.SENT], answer, next=next_steps(Status.SENT, party=Party.SENDER))
    return Card(referral, status, WORDS[status], answer, next=next_steps(status, party=Party.SENDER))
