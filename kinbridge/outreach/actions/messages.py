"""Write a message, write it anew, and keep how it was tried."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.outreach.actions.authority import must_keep
from kinbridge.outreach.models import Message, Trial, Version


@transaction.atomic
def write(*, facts: dict[str, Any], text: str, by: Viewer, at: datetime) -> Message:
    """A new message with its first version. Raises `NotKept`."""
    must_keep(by)
    message = Message.objects.create(coalition_id=by.coalition_id, **facts)
    Version.objects.create(message=message, number=1, text=text, by_id=by.worker, at=at)
    audit("message.written", by=by, at=at, about=f"message:{message.pk}")
    return message


@transaction.atomic
def write_anew(*, message: Message, text: str, why: str = "", by: Viewer, at: datetime) -> Version:
    """The next version; what was tried of the older one was tried of the older one. Raises `NotKept`."""
    must_keep(by)
    Message.objects.select_for_update().get(pk=message.pk)
    last = message.versions.order_by("-number").values_list("number", flat=True)[0]
    made = Version.objects.create(message=message, number=last + 1, text=text, why=why, by_id=by.worker, at=at)
    audit("message.written_anew", by=by, at=at, about=f"message:{message.pk}", detail={"version": made.number})
    return made


@transaction.atomic
def keep_trial(*, version: Version, facts: dict[str, Any], by: Viewer, at: datetime) -> Trial:
    """How a version was tried with people, and what they made of it. Raises `NotKept`."""
    must_keep(by)
    trial = Trial.objects.create(version=version, by_id=by.worker, **facts)
    audit("message.tried", by=by, at=at, about=f"message:{version.message_id}", detail={"version": version.number})
    return trial
