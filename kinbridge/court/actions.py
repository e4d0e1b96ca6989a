"""Order a service, and refer someone to it as the court ordered."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.clocks.rules import Kind
from kinbridge.clocks.rules.court_orders import mark_of
from kinbridge.core.vocabulary import Category
from kinbridge.court.models import OrderedReferral
from kinbridge.directory.local_time import told_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person
from kinbridge.referrals.actions import Request, send
from kinbridge.referrals.models import Referral


@transaction.atomic
def order_service(
    *,
    family: Family,
    person: Person,
    service: str,
    on: date,
    refer_by: date,
    number: str,
    by: Viewer,
    at: datetime,
) -> Entry:
    """Write down a service that the court ordered for someone, in the court's own record.

    From then on the agency in the case has a due date, until somebody refers them.
    """
    return record_entry(
        family=family,
        subject=person,
        kind="court_order",
        body={"service": service, "refer_by": refer_by.isoformat(), **({"number": number} if number else {})},
        occurred_at=told_of(on, at=at),
        by=by,
        at=at,
        category=Category.JUVENILE_COURT,
    )


@transaction.atomic
def refer_as_ordered(*, order: Entry, family: Family, request: Request, by: Viewer, at: datetime) -> Referral:
    """Send the referral that an order asks for, and say so in the record that the court may see.

    Raises `referrals.actions.NotPermitted` with the gate's decision where the person's consent does not reach it: an
    order to refer someone opens nobody's record.
    """
    referral = send(family=family, request=request, by=by, at=at)
    link(order=order, referral=referral, by=by, at=at)
    return referral


@transaction.atomic
def link(*, order: Entry, referral: Referral, by: Viewer, at: datetime) -> OrderedReferral:
    """Say that a referral follows an order."""
    made = OrderedReferral.objects.create(
        order=order,
        referral=referral,
        family_id=order.family_id,
        coalition_id=order.coalition_id,
        made_at=at,
        made_by_id=by.worker,
    )
    record_entry(
        family=referral.family,
        subject=referral.person,
        kind="milestone",
        body={"what": Kind.REFERRED_AS_ORDERED.value, "marks": [mark_of(str(order.pk))]},
        occurred_at=at,
        by=by,
        at=at,
        category=Category.CHILD_PROTECTION,
    )
    return made
