"""Keep who decides, where they stand, and each contact with its time, which no grant pays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.policy.actions.authority import must_advocate
from kinbridge.policy.actions.time_spent import spend
from kinbridge.policy.models import Contact, DecisionMaker, Policy, Position


@transaction.atomic
def add_maker(*, facts: dict[str, Any], by: Viewer, at: datetime) -> DecisionMaker:
    """Raises `NotKept`."""
    must_advocate(by)
    maker = DecisionMaker.objects.create(coalition_id=by.coalition_id, **facts)
    audit("policy.decision_maker_added", by=by, at=at, about=f"decision_maker:{maker.pk}")
    return maker


@transaction.atomic
def note_position(
    *, maker: DecisionMaker, policy: Policy, stance: str, said: str, on: date, by: Viewer, at: datetime
) -> Position:
    """Note where someone stands. Older notes stay. Raises `NotKept`."""
    must_advocate(by)
    noted = Position.objects.create(
        maker=maker, policy=policy, stance=stance, said=said, on=on, noted_by_id=by.worker, at=at
    )
    audit("policy.position_noted", by=by, at=at, about=f"decision_maker:{maker.pk}")
    return noted


@transaction.atomic
def log_contact(
    *,
    maker: DecisionMaker,
    policy: Policy | None,
    way: str,
    about: str,
    begins: datetime,
    ends: datetime,
    by: Viewer,
    at: datetime,
) -> Contact:
    """Write down a contact; its time is advocacy, whoever pays for the rest of the day. Raises `NotKept`, `Taken`."""
    must_advocate(by)
    contact = Contact.objects.create(
        coalition_id=by.coalition_id,
        maker=maker,
        policy=policy,
        way=way,
        about=about,
        on=day_of(begins),
        by_id=by.worker,
    )
    audit("policy.contact_logged", by=by, at=at, about=f"contact:{contact.pk}")
    spend(contact=contact, what=contact.get_way_display(), begins=begins, ends=ends, by=by, at=at)
    return contact
