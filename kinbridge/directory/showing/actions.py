"""An organization decides who may see each of its names and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.actions import NotYours, may_show
from kinbridge.directory.models import Contact, Organization, Phone, Service, Viewer
from kinbridge.directory.rules.audience import Audience

Row = Contact | Phone


@transaction.atomic
def show_to(*, of: Service | Organization, chosen: Mapping[Row, Audience], by: Viewer, at: datetime) -> None:
    """Show each of these rows of the record to those chosen. Raises `NotYours`."""
    if not may_show(by, of=of):
        raise NotYours("Only the organization's own people decide who sees its names and numbers.")
    changed = {row: audience for row, audience in chosen.items() if row.shown_to != audience}
    for row, audience in changed.items():
        row.shown_to = audience
        row.save(update_fields=["shown_to"])
    if changed:
        detail = {str(row): audience.value for row, audience in changed.items()}
        audit("directory.shown_to", by=by, at=at, about=f"{of._meta.model_name}:{of.pk}", detail=detail)
