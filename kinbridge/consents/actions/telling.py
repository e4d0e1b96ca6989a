"""When a consent is taken back, everyone who received something under it is told, and says when they have read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kinbridge.audit.actions import record as audit
from kinbridge.audit.models import Line
from kinbridge.consents.models import Consent, ConsentEvent, ConsentParty, Notice
from kinbridge.consents.rules import Form
from kinbridge.directory.models import Program, Viewer

TAKE_BACK = "42 CFR 2.31(a)(6)"


@dataclass(frozen=True, slots=True)
class Receiver:
    """A program that was shown or sent something on the strength of a consent, and when it last was."""

    program: Program
    last: datetime


def received_under(consent: Consent) -> tuple[Receiver, ...]:
    """By name. Read from the audit: whatever rests on a paper names it there, with the program that got it."""
    names = f"consent:{consent.pk}"
    lines = Line.objects.filter(
        Q(family_id=consent.family_id) | Q(family_id=None), detail__contains={"authorities": [names]}
    )
    last: dict[UUID, datetime] = {}
    for at, detail in lines.order_by("at").values_list("at", "detail"):
        if detail.get("received_by"):
            last[UUID(detail["received_by"])] = at
    programs = Program.objects.filter(pk__in=last).select_related("organization").order_by("name", "pk")
    return tuple(Receiver(program, last[program.pk]) for program in programs)


def tell(*, event: ConsentEvent, by: Viewer, at: datetime) -> tuple[Notice, ...]:
    """Write to those who received something and whom the consent does not reach any more. Part of taking it back."""
    consent = event.consent
    left = [] if not event.parties else list(still_named(consent))
    notices = [
        Notice(
            family_id=consent.family_id,
            coalition_id=consent.coalition_id,
            event=event,
            program=one.program,
            received_at=one.last,
            keeps=consent.form == Form.TPO and one.program.organization.covered_entity,
            told_at=at,
        )
        for one in received_under(consent)
        if not any(_reaches(party, one.program, event) for party in left)
    ]
    Notice.objects.bulk_create(notices)
    if notices:
        audit(
            "notice.sent",
            by=by,
            at=at,
            family_id=consent.family_id,
            about=f"consent:{consent.pk}",
            citations=[TAKE_BACK],
            detail={"to": [str(notice.program_id) for notice in notices]},
        )
    return tuple(notices)


def still_named(consent: Consent) -> Iterable[ConsentParty]:
    """The receivers from whom it was not taken back."""
    gone = {
        pk
        for parties in consent.events.filter(kind=ConsentEvent.Kind.REVOKED).values_list("parties", flat=True)
        for pk in parties
    }
    receives = consent.parties.filter(side=ConsentParty.Side.RECEIVES).order_by("pk")
    return (party for party in receives if party.pk not in gone)


def _reaches(party: ConsentParty, program: Program, event: ConsentEvent) -> bool:
    """A party by name reaches itself. A class may reach anyone but those whom this very event names."""
    if party.program_id is not None or party.organization_id is not None:
        return party.program_id == program.pk or party.organization_id == program.organization_id
    taken = ConsentParty.objects.filter(pk__in=event.parties)
    return not taken.filter(Q(program=program.pk) | Q(organization=program.organization_id)).exists()


@transaction.atomic
def read_notice(*, notice_id: int, by: Viewer, at: datetime) -> Notice | None:
    """Someone of the program says they have read it. None when there is no such notice to them."""
    notice = Notice.objects.to_viewer(by).select_for_update(of=("self",)).filter(pk=notice_id).first()
    if notice is None or notice.read_at is not None:
        return notice
    notice.read_at, notice.read_by_id = at, by.worker
    notice.save(update_fields=["read_at", "read_by"])
    audit("notice.read", by=by, at=at, family_id=notice.family_id, about=f"notice:{notice.pk}", citations=[TAKE_BACK])
    return notice


def notices_to(by: Viewer, *, unread: bool = False) -> list[Notice]:
    """What the viewer's program was told, the newest first: only ever its own."""
    found = Notice.objects.to_viewer(by)
    found = found.unread() if unread else found
    joined = found.select_related("event__consent__person", "read_by")
    return list(joined.order_by("-pk")[:50])


def may_see_receivers(*, consent: Consent, by: Viewer) -> bool:
    """Whom it let see something: for the person, whoever signed for them, and the programs that share by it."""
    if by.person_id is not None:
        return True
    shares = consent.parties.filter(side=ConsentParty.Side.SHARES)
    return shares.filter(Q(program=by.program_id) | Q(organization=by.organization_id)).exists()
