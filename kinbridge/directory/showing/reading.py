"""A record with the rows that may be for fewer people, and what each of the three views would hold of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kinbridge.directory.actions import may_show
from kinbridge.directory.models import Address, Capacity, Contact, Location, Organization, Phone, Service, Viewer
from kinbridge.directory.reading import Stated, stated
from kinbridge.directory.rules.audience import Audience, sees
from kinbridge.directory.showing.actions import Row
from kinbridge.directory.shown import LISTED, Hidden

VIEW_WORDS = {
    Audience.PUBLIC: "What everyone sees",
    Audience.PARTNER: "What partners see",
    Audience.INNER: "What our own people see",
}


@dataclass(frozen=True, slots=True)
class Record:
    """`rows` are its contacts and numbers. What hangs on a confidential place is not among them: it is in no view, so
    there is nothing to choose.
    """

    of: Service | Organization
    rows: tuple[Row, ...]
    addresses: tuple[Address, ...]
    places: tuple[Stated, ...]
    has_confidential: bool


@dataclass(frozen=True, slots=True)
class View:
    """What one audience would be shown. Open places are told to partners only."""

    words: str
    contacts: tuple[Contact, ...]
    phones: tuple[Phone, ...]
    addresses: tuple[Address, ...]
    tells_places: bool
    places: tuple[Stated, ...]


def find_own(*, pk: UUID, by: Viewer) -> Service | Organization | None:
    """The service or organization with this id, when it is the viewer's own to show."""
    service = Service.objects.select_related("organization").filter(pk=pk, coalition=by.coalition_id).first()
    found = service or Organization.objects.filter(pk=pk, coalition=by.coalition_id).first()
    return found if found is not None and may_show(by, of=found) else None


def open_record(of: Service | Organization, *, at: datetime) -> Record:
    hidden = Hidden.now()
    name = of._meta.model_name or ""
    contacts = list(Contact.objects.filter(**{name: of}).order_by("name", "pk")[:LISTED])
    phones = Phone.objects.filter(Q(**{name: of}) | Q(contact__in=contacts)).select_related("contact")
    rows: list[Row] = [*contacts, *phones.order_by("number", "pk")[:LISTED]]
    served = {"service_at_locations__service": of} if isinstance(of, Service) else {"organization": of}
    held = Location.objects.filter(**served)
    addresses = Address.objects.filter(location__in=held.public()).order_by("pk")
    return Record(
        of=of,
        rows=tuple(row for row in rows if not hidden.hides(row)),
        addresses=tuple(addresses[:LISTED]),
        places=_places(of, at=at),
        has_confidential=held.filter(confidential=True).exists(),
    )


def _places(of: Service | Organization, *, at: datetime) -> tuple[Stated, ...]:
    if isinstance(of, Organization):
        return ()
    current = Capacity.objects.current().select_related("stated_by")
    mine = current.filter(program=of.program_id) if of.program_id else current.filter(service=of)
    return stated(mine, at=at)


def views(record: Record, chosen: Mapping[Row, Audience]) -> tuple[View, ...]:
    """The three views as they would be with these choices, by the rule that every page and export asks."""
    return tuple(_view(record, chosen, audience) for audience in Audience)


def _view(record: Record, chosen: Mapping[Row, Audience], audience: Audience) -> View:
    seen = [row for row in record.rows if sees(audience, chosen[row])]
    contacts = tuple(row for row in seen if isinstance(row, Contact))
    closed = {row.pk for row in record.rows if isinstance(row, Contact)} - {row.pk for row in contacts}
    return View(
        words=VIEW_WORDS[audience],
        contacts=contacts,
        # The number of a contact who is not shown is shown only where it is the record's own number as well.
        phones=tuple(row for row in seen if isinstance(row, Phone) and not _only_of(row, closed)),
        addresses=record.addresses,
        tells_places=audience is not Audience.PUBLIC,
        places=record.places,
    )


def _only_of(phone: Phone, closed: set[UUID]) -> bool:
    return phone.contact_id in closed and phone.service_id is None and phone.organization_id is None
