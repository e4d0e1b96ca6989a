"""Take a file's figures into the register of the place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.outreach.actions.authority import must_keep
from kinbridge.outreach.models import Figure
from kinbridge.outreach.rules.figures import Row


@transaction.atomic
def load(*, rows: Iterable[Row], by: Viewer, at: datetime) -> int:
    """How many were taken. A figure for the same topic, place and year replaces what was there. Raises `NotKept`."""
    must_keep(by)
    figures = [
        Figure(
            coalition_id=by.coalition_id,
            topic=row.topic,
            place=row.place,
            year=row.year,
            value=row.value,
            source=row.source,
            loaded_by_id=by.worker,
            loaded_at=at,
        )
        for row in rows
    ]
    Figure.objects.bulk_create(
        figures,
        update_conflicts=True,
        unique_fields=["coalition", "topic", "place", "year"],
        update_fields=["value", "source", "loaded_by", "loaded_at"],
    )
    audit("figures.loaded", by=by, at=at, detail={"lines": len(figures)})
    return len(figures)
