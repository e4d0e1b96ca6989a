"""Open treatment records in a medical emergency: state it, tell those whose records were seen, and review it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions.preparing import person_in
from kinbridge.consents.actions.trouble import AlreadyEnded, NotYours
from kinbridge.consents.actions.writing import end_at_once
from kinbridge.consents.models import EmergencyNotice, EmergencyReview, OtherAuthority
from kinbridge.consents.models.filed import How
from kinbridge.consents.rules import Kind, program
from kinbridge.consents.rules.emergency import MEDICAL, REASONS, ends, holders, opens_categories
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family

LAW = "42 CFR 2.51(a)"
MEDICAL_ROLES = frozenset({Role.CLINICIAN, Role.DOSING_NURSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a clinician states. `treats` says whether their program treats this person already."""

    person_id: int
    nature: str
    reason: str
    treats: bool


def may_declare(by: Viewer) -> bool:
    """Medical personnel of a health care or treatment program; nobody else, whatever the need (42 CFR 2.51(a))."""
    return by.person_id is None and by.role in MEDICAL_ROLES and by.organization_kind in MEDICAL


@transaction.atomic
def declare(*, family: Family, statement: Statement, by: Viewer, at: datetime) -> OtherAuthority:
    """Write the emergency down; for a few hours it opens what it needs to the viewer's own program.

    Raises NotYours for anyone who is not medical staff, and where consent can be had or was refused.
    """
    if not may_declare(by):
        raise NotYours(
            "Only medical staff of a clinic, a hospital or a treatment program may state a medical emergency."
        )
    if statement.reason not in {reason.code for reason in REASONS if reason.opens}:
        raise NotYours("The law opens records only where the person's consent cannot be had.")
    person = person_in(family.pk, statement.person_id)
    day = day_of(at)
    paper = OtherAuthority.objects.create(
        family=family,
        coalition_id=family.coalition_id,
        person=person,
        kind=Kind.EMERGENCY,
        section="2.51",
        gives=[str(one) for one in holders()],
        gets=[str(program(by.acting_for))],
        categories=[one.value for one in opens_categories()],
        purposes=[Purpose.MEDICAL_EMERGENCY.value],
        signed_on=day,
        # A second line for whoever knows the day only: the hour is what ends it.
        expires_on=day_of(ends(at)) + timedelta(days=1),
        ends_at=ends(at),
        detail={"nature": statement.nature, "reason": statement.reason, "treats": statement.treats},
        recorded_on=day,
        recorded_at=at,
        recorded_by_id=by.worker,
        recorded_for_id=by.acting_for,
    )
    audit(
        "emergency.declared",
        by=by,
        at=at,
        family_id=family.pk,
        about=f"paper:{paper.pk}",
        because=Purpose.MEDICAL_EMERGENCY,
        citations=[LAW],
        detail={"reason": statement.reason, "treats": statement.treats},
    )
    return paper


@transaction.atomic
def tell_sources(*, paper: OtherAuthority, programs: Iterable[UUID], by: Viewer, at: datetime) -> list[UUID]:
    """Tell each program whose records were shown, once. Who saw them needs no notice of their own."""
    already = set(EmergencyNotice.objects.filter(paper=paper).values_list("program_id", flat=True))
    new = sorted({*programs} - already - {paper.recorded_for_id}, key=str)
    EmergencyNotice.objects.bulk_create(
        EmergencyNotice(
            family_id=paper.family_id, coalition_id=paper.coalition_id, paper=paper, program_id=one, told_at=at
        )
        for one in new
    )
    if new:
        detail = {"programs": [str(one) for one in new]}
        about = f"paper:{paper.pk}"
        cite = ["42 CFR 2.51(c)"]
        audit("emergency.told", by=by, at=at, family_id=paper.family_id, about=about, citations=cite, detail=detail)
    return new


@transaction.atomic
def read_emergency_notice(*, notice: EmergencyNotice, by: Viewer, at: datetime) -> EmergencyNotice:
    """Someone of the program that was told has read it, and keeps the note that the law asks for."""
    if by.person_id is not None or by.program_id != notice.program_id:
        raise NotYours("This notice is for another program.")
    held = EmergencyNotice.objects.select_for_update().get(pk=notice.pk)
    if held.read_at is None:
        held.read_at, held.read_by_id = at, by.worker
        held.save(update_fields=["read_at", "read_by"])
        about = f"paper:{held.paper_id}"
        audit("emergency.notice_read", by=by, at=at, family_id=held.family_id, about=about)
    return held


@transaction.atomic
def close_review(
    *, paper: OtherAuthority, finding: EmergencyReview.Finding, note: str, by: Viewer, at: datetime
) -> EmergencyReview:
    """A privacy officer says whether it was justified. If it was not, what is still open closes at once."""
    if by.role != Role.PRIVACY_OFFICER or by.user_id == paper.recorded_by_id:
        raise NotYours("A privacy officer who did not open the records reviews this.")
    if paper.kind != Kind.EMERGENCY:
        raise NotYours("Only an emergency is reviewed here.")
    # Lock first: two officers may have the same queue open.
    OtherAuthority.objects.select_for_update().get(pk=paper.pk)
    if EmergencyReview.objects.filter(paper=paper).exists():
        raise AlreadyEnded("This was reviewed before; look at it again.")
    review = EmergencyReview.objects.create(
        family_id=paper.family_id,
        coalition_id=paper.coalition_id,
        paper=paper,
        finding=finding,
        note=note,
        at=at,
        by_id=by.worker,
    )
    if finding == EmergencyReview.Finding.NOT_JUSTIFIED:
        end_at_once(paper, how=How.TERMINATED, by=by, at=at)
    audit(
        "emergency.reviewed",
        by=by,
        at=at,
        family_id=paper.family_id,
        about=f"paper:{paper.pk}",
        citations=[LAW],
        detail={"finding": review.finding},
    )
    return review
