"""A service begins, pauses or ends, as its own staff state it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.actions import must_state
from kinbridge.directory.models import Service, Viewer


@transaction.atomic
def set_status(*, service: Service, status: str, by: Viewer, at: datetime) -> Service:
    """State whether a service runs. Only one that runs is found and counted. Raises `NotYours`."""
    must_state(by, of=service)
    was = service.status
    service.status = Service.Status(status)
    service.save(update_fields=["status"])
    audit("service.status_stated", by=by, at=at, about=f"service:{service.pk}", detail={"was": was, "is": status})
    return service
