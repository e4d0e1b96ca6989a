"""The verbs of a referral. Each checks consent as it happens, lets the database decide races, and writes its step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import get_current_timezone

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Label
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import ask_about, decide, grounds, receiving
from kinbridge.disclosure.receipts import sent
from kinbridge.disclosure.rules import may_share
from kinbridge.disclosure.rules.parties import PROVIDERS
from kinbridge.people.actions import welcome
from kinbridge.people.models import Family, Person
from kinbridge.referrals.models import Referral, Step
from kinbridge.referrals.rules import NEEDS_REASON, Party, Status, answer_due, may_follow


class NotPermitted(Exception):
    """The gate said no; `decision` says why and what would open the door."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("The law or the person's consent does not allow this to be sent.")
        self.decision = decision


class AlreadyAnswered(Exception):
    """Someone else was faster, or the step does not follow from where the referral stands."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker asks of a program for one person."""

    person: Person
    to_program: Program
    service: str
    needs: tuple[str, ...] = ()
    message: str = ""
    urgent: bool = False
    handoff: bool = False


def _label(*, family: Family, program: Program, subject: Person, category: Category) -> Label:
    """The label a referral's words would have; not stored, only asked about."""
    return Label(
        id=0, family=family, program=program, subject=subject, category=category, regimes=sorted(program.regimes)
    )


def words_of(*, family: Family, sender: Program, person: Person) -> Label:
    """The label of what the sender writes in a referral."""
    return _label(family=family, program=sender, subject=person, category=Category.SOCIAL_NEEDS)


def answer_of(referral: Referral) -> Label:
    """The label of what the program answers: its own record, and in treatment it tells of attendance."""
    category = Category.SUD_ATTENDANCE if referral.to_program.is_part2 else Category.SOCIAL_NEEDS
    label = _label(family=referral.family, program=referral.to_program, subject=referral.person, category=category)
    label.id = referral.pk
    return label


def may_send(*, family: Family, person: Person, to_program: Program, by: Viewer, at: datetime) -> Decision:
    """Whether the sender's own words about this person may go to that program.

    Between health care providers a referral is itself treatment, and the one who is asked is a treating provider for it
    (45 CFR 164.501, 164.506(c)). From anyone else it is care coordination. Other laws on the words count all the same.
    """
    sender = Program.objects.select_related("organization").get(pk=by.acting_for)
    label = words_of(family=family, sender=sender, person=person)
    standing = grounds(families=[family.pk], by=receiving(to_program), on=_day(at))[family.pk]
    purpose = Purpose.CARE_COORDINATION
    if {sender.organization.kind, to_program.organization.kind} <= PROVIDERS:
        purpose = Purpose.TREATMENT
        standing = replace(standing, treated=standing.treated | {person.pk})
    return may_share(ask_about(label, standing=standing, purpose=purpose, on=_day(at)))


def may_see_answers(*, referrals: Iterable[Referral], by: Viewer, at: datetime) -> dict[int, Decision]:
    """By referral: whether this viewer may see what the program answered, which is the program's own record."""
    labels = [answer_of(referral) for referral in referrals]
    child_welfare = by.organization_kind.endswith("child_welfare_agency")
    purpose = Purpose.CASE_PLANNING if child_welfare else Purpose.CARE_COORDINATION
    return decide(labels, by=by, purpose=purpose, on=_day(at))


@transaction.atomic
def send(*, family: Family, request: Request, by: Viewer, at: datetime) -> Referral:
    """Send a referral. Raises `NotPermitted` with the gate's decision when the person's consent does not reach it."""
    decision = may_send(family=family, person=request.person, to_program=request.to_program, by=by, at=at)
    if not decision.allowed:
        raise NotPermitted(decision)
    referral = Referral.objects.create(
        family=family,
        coalition_id=family.coalition_id,
        person=request.person,
        from_program_id=by.acting_for,
        to_program=request.to_program,
        service=request.service,
        needs=list(request.needs),
        message=request.message,
        urgent=request.urgent,
        handoff=request.handoff,
        status=Status.SENT,
        consent_id=_consent(decision),
        agreed_on=_day(at),
        sent_at=at,
        sent_by_id=by.user_id,
        answer_due_on=answer_due(_day(at), urgent=request.urgent),
    )
    _step(referral, Status.SENT, by=by, at=at, decision=decision)
    return referral


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
    """Move a referral on, as the program it went to or the one that sent it.

    Raises `AlreadyAnswered` when the step no longer follows: the row is locked, so of two people who press at the same
    moment one wins and the other is told. Raises ValueError when a needed reason is missing.
    """
    referral = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("to_program", "family", "person")
        .get(pk=referral_id)
    )
    party = Party.RECEIVER if referral.to_program_id == by.program_id else Party.SENDER
    if not may_follow(Status(referral.status), step, party=party):
        raise AlreadyAnswered("This referral has moved on since you opened it; look at where it stands now.")
    if step in NEEDS_REASON and not reason:
        raise ValueError("Choose the reason; the sender needs it to find another way.")
    referral.status = step
    referral.reason = reason
    if step is Status.SCHEDULED:
        referral.first_appointment_at = appointment_at
    referral.save(update_fields=["status", "reason", "first_appointment_at"])
    if step is Status.ACCEPTED:
        welcome(person=referral.person, program_id=referral.to_program_id, on=_day(at))
    _step(referral, step, by=by, at=at, reason=reason)
    return referral


def _step(
    referral: Referral, status: Status, *, by: Viewer, at: datetime, reason: str = "", decision: Decision | None = None
) -> None:
    """Append the step, and the same milestone as a fact in the chart under the acting program's own laws."""
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
    mine = by.program_id == referral.to_program_id
    record_entry(
        family=referral.family,
        subject=referral.person,
        kind="referral_step",
        body={"referral": referral.pk, "step": status.value, "reason": reason},
        occurred_at=at,
        by=by,
        at=at,
        category=Category.SUD_ATTENDANCE if mine and by.is_part2 else Category.SOCIAL_NEEDS,
    )
    audit(
        f"referral.{status.value}",
        by=by,
        at=at,
        family_id=referral.family_id,
        about=f"referral:{referral.pk}",
        because=Purpose.CARE_COORDINATION,
        citations=decision.citations if decision is not None else (),
        detail=sent([(_sent_words(referral), decision)], to=referral.to_program_id) if decision is not None else {},
    )


def _sent_words(referral: Referral) -> Label:
    sender = Program.objects.get(pk=referral.from_program_id)
    return words_of(family=referral.family, sender=sender, person=referral.person)


def _consent(decision: Decision) -> int | None:
    papers = [paper for paper in decision.authorities if paper.startswith("consent:")]
    return int(papers[0].removeprefix("consent:")) if papers else None


def _day(at: datetime) -> date:
    return at.astimezone(get_current_timezone()).date()
