"""A service begins, pauses or ends, as its own staff state it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.actions import NotYours, may_state
from kinbridge.directory.models import Service, Viewer


@transaction.atomic
def set_status(*, service: Service, status: str, by: Viewer, at: datetime) -> Service:
    """State whether a service runs. Only one that runs is found and counted. Raises `NotYours`."""
    if not may_state(by, organization_id=service.organization_id, program_id=service.program_id):
        raise NotYours("Only the service's own staff state whether it runs.")
    was = service.status
    service.status = Service.Status(status)
    service.save(update_fields=["status"])
    audit("service.status_stated", by=by, at=at, about=f"service:{service.pk}", detail={"was": was, "is": status})
    return service
