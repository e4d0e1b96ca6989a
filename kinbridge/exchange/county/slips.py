"""One visit that two people wrote down, so that a worker has something on file twice to take back."""

from __future__ import annotations

from datetime import timedelta

from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.core.vocabulary import Category
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Involvement

LATELY = 30


def write_slip(county: County) -> None:
    """The last contact of the newest family that Maya works with, once more."""
    maya = county.viewer("maya", "assessment")
    hers = Involvement.objects.on(county.today).filter(program=maya.program_id, worker=maya.user_id)
    contacts = Entry.objects.current().filter(kind="contact", label__program=maya.program_id, label__holder=None)
    lately = contacts.filter(family__in=hers.values("family"), occurred_at__gt=county.at - timedelta(days=LATELY))
    first = lately.select_related("family", "label__subject").order_by("-family", "-occurred_at").first()
    if first is not None:
        record_entry(
            family=first.family,
            subject=first.label.subject,
            kind=first.kind,
            body=first.body,
            occurred_at=first.occurred_at,
            by=maya,
            at=county.at,
            category=Category(first.label.category),
        )
