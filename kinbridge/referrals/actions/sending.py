"""Write a referral, check the consent it needs, and send it: at once, or a draft first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.clocks.local import terms_here
from kinbridge.core.decision import Decision
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Program, Viewer
from kinbridge.people.models import Family, Person
from kinbridge.referrals.actions.asking import may_send
from kinbridge.referrals.actions.stepping import take
from kinbridge.referrals.actions.trouble import AlreadyAnswered, NotPermitted
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules import Party, Status, answer_due, may_follow


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker asks of a program for one person. `press` tells one press of the button from another; `onward_of`
    is the referral that the asking program received and now refers on.
    """

    person: Person
    to_program: Program
    service: str
    needs: tuple[str, ...] = ()
    message: str = ""
    urgent: bool = False
    handoff: bool = False
    press: str = ""
    onward_of: Referral | None = None


@transaction.atomic
def draft(*, family: Family, request: Request, by: Viewer, at: datetime) -> Referral:
    """Keep a referral that is not sent. Only the program that wrote it knows of it.

    Of two presses of the same form the database lets one in, and the other is handed the one that is there.
    """
    try:
        with transaction.atomic():
            referral = _written(family=family, request=request, by=by)
    except IntegrityError:
        return Referral.objects.get(press=request.press, from_program=by.acting_for)
    audit("referral.drafted", by=by, at=at, family_id=family.pk, about=f"referral:{referral.pk}")
    return referral


def _written(*, family: Family, request: Request, by: Viewer) -> Referral:
    onward_of = request.onward_of
    if onward_of is not None and (onward_of.to_program_id, onward_of.person_id) != (by.acting_for, request.person.pk):
        raise ValueError("Only the program that received a referral refers on, and only the same person.")
    return Referral.objects.create(
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
        press=request.press or None,
        onward_of=onward_of,
    )


@transaction.atomic
def send(*, family: Family, request: Request, by: Viewer, at: datetime) -> Referral:
    """Write, check and send in one go. Raises `NotPermitted` with the gate's decision when the person's consent does
    not reach it; then nothing is kept.
    """
    referral = draft(family=family, request=request, by=by, at=at)
    if referral.sent_at is not None:
        return referral
    return release(referral_id=referral.pk, by=by, at=at)


@transaction.atomic
def check(*, referral_id: int, by: Viewer, at: datetime) -> Decision:
    """Ask the gate about a draft. What it lets through stands as checked; sending asks once more."""
    referral = _held(referral_id, by=by)
    decision = _asked(referral, by=by, at=at)
    if decision.allowed and referral.status == Status.DRAFT:
        _checked(referral, decision, by=by, at=at)
    return decision


@transaction.atomic
def release(*, referral_id: int, by: Viewer, at: datetime) -> Referral:
    """Send a draft. The consent is checked now, whatever an earlier check said: one may be taken back in between."""
    referral = _held(referral_id, by=by)
    decision = _asked(referral, by=by, at=at)
    if not decision.allowed:
        raise NotPermitted(decision)
    if referral.status == Status.DRAFT:
        _checked(referral, decision, by=by, at=at)
    on = day_of(at)
    referral.status = Status.SENT
    referral.consent_id = _consent(decision)
    referral.agreed_on, referral.sent_at, referral.sent_by_id = on, at, by.user_id
    referral.answer_due_on = answer_due(on, urgent=referral.urgent, terms=terms_here(by, on=on))
    referral.outside = not Membership.objects.on(on).filter(program=referral.to_program_id).exists()
    referral.save(update_fields=["status", "consent_id", "agreed_on", "sent_at", "sent_by", "answer_due_on", "outside"])
    take(referral, status=Status.SENT, by=by, at=at, decision=decision)
    for need in referral.needs:
        body = {"need": need, "step": "referred"}
        record_entry(
            family=referral.family, subject=referral.person, kind="need", body=body, occurred_at=at, by=by, at=at
        )
    return referral


def _held(referral_id: int, *, by: Viewer) -> Referral:
    """The viewer's own draft, locked. Raises Referral.DoesNotExist, and AlreadyAnswered when it was sent before."""
    drafts = Referral.objects.select_for_update(of=("self",)).filter(from_program=by.acting_for)
    referral = drafts.select_related("family", "person", "to_program__organization").get(pk=referral_id)
    if referral.status != Status.CHECKED and not may_follow(
        Status(referral.status), Status.CHECKED, party=Party.SENDER
    ):
        raise AlreadyAnswered("This was sent or thrown away before; look at where it stands now.")
    return referral


def _asked(referral: Referral, *, by: Viewer, at: datetime) -> Decision:
    return may_send(family=referral.family, person=referral.person, to_program=referral.to_program, by=by, at=at)


def _checked(referral: Referral, decision: Decision, *, by: Viewer, at: datetime) -> None:
    referral.status = Status.CHECKED
    referral.save(update_fields=["status"])
    take(referral, status=Status.CHECKED, by=by, at=at, decision=decision)


def _consent(decision: Decision) -> int | None:
    papers = [paper for paper in decision.authorities if paper.startswith("consent:")]
    return int(papers[0].removeprefix("consent:")) if papers else None
