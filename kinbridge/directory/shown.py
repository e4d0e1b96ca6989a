"""Which rows a view may hold: each for its audience, and none in any view that tells of a confidential place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

from django.db import models

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Contact, Location, Organization, Service, ServiceAtLocation, Viewer
from kinbridge.directory.rules.audience import Audience, sees

Row = TypeVar("Row", bound=models.Model)
LISTED = 40


@dataclass(frozen=True, slots=True)
class Hidden:
    """Confidential places, and the rows through which one would be found."""

    locations: frozenset[UUID] = frozenset()
    at_locations: frozenset[UUID] = frozenset()
    contacts: frozenset[UUID] = frozenset()

    @classmethod
    def now(cls) -> Hidden:
        locations = frozenset(Location.objects.filter(confidential=True).values_list("pk", flat=True))
        if not locations:
            return cls()
        at = ServiceAtLocation.objects.filter(location__in=locations)
        at_locations = frozenset(at.values_list("pk", flat=True))
        there = models.Q(location__in=locations) | models.Q(service_at_location__in=at_locations)
        return cls(locations, at_locations, frozenset(Contact.objects.filter(there).values_list("pk", flat=True)))

    @property
    def rows(self) -> frozenset[UUID]:
        return self.locations | self.at_locations | self.contacts

    def hides(self, row: models.Model) -> bool:
        """Whether the row is of such a place, or hangs on one, whatever else it hangs on."""
        return (
            row.pk in self.rows
            or getattr(row, "location_id", None) in self.locations
            or getattr(row, "service_at_location_id", None) in self.at_locations
            or getattr(row, "contact_id", None) in self.contacts
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """What one who asks may see. Nobody in particular sees the public view."""

    viewer: Viewer | None = None
    widest: Audience = Audience.PUBLIC
    hidden: Hidden = field(default_factory=Hidden.now)

    def anew(self) -> Sight:
        """The same sight, with the places that are confidential by now."""
        return replace(self, hidden=Hidden.now())

    def of(self, row: Service | Organization) -> Audience:
        """The view of this row: partners are of one coalition, and `inner` is for the row's own organization."""
        if self.viewer is None or self.viewer.role == Role.PARENT or row.coalition_id != self.viewer.coalition_id:
            return Audience.PUBLIC
        own = row.pk if isinstance(row, Organization) else row.organization_id
        inner = self.widest is Audience.INNER and own == self.viewer.organization_id
        return Audience.INNER if inner else Audience.PARTNER if self.widest is not Audience.PUBLIC else Audience.PUBLIC

    def shows(self, row: models.Model, audience: Audience) -> bool:
        return not self.hidden.hides(row) and sees(audience, getattr(row, "shown_to", Audience.PUBLIC))

    def of_those(self, rows: models.QuerySet[Row], audience: Audience) -> tuple[Row, ...]:
        """The first of these rows that the view holds."""
        return tuple(row for row in rows[:LISTED] if self.shows(row, audience))
