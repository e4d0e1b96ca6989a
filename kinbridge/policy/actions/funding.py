"""Keep the sources of money and which programs they pay."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Program, Viewer
from kinbridge.policy.actions.authority import must_keep
from kinbridge.policy.models import Share, Source
from kinbridge.policy.rules.levers import levers


@transaction.atomic
def add_source(*, facts: dict[str, Any], by: Viewer, at: datetime) -> Source:
    """Raises `NotKept`, and ValueError for a stream that nobody knows."""
    must_keep(by)
    if facts["lever"] not in levers():
        raise ValueError("There is no such stream of money; choose one from the list.")
    source = Source.objects.create(coalition_id=by.coalition_id, **facts)
    audit("funding.source_added", by=by, at=at, about=f"source:{source.pk}")
    return source


@transaction.atomic
def change_end(*, source: Source, ends: date | None, by: Viewer, at: datetime) -> Source:
    """It was renewed, or ends early. The audit keeps the day that stood before. Raises `NotKept`."""
    must_keep(by)
    before = source.ends.isoformat() if source.ends else ""
    source.ends = ends
    source.save(update_fields=["ends"])
    audit("funding.end_changed", by=by, at=at, about=f"source:{source.pk}", detail={"before": before})
    return source


@transaction.atomic
def share_out(
    *,
    source: Source,
    program: Program,
    pays_for: str,
    yearly: Decimal,
    since: date,
    until: date | None = None,
    by: Viewer,
    at: datetime,
) -> Share:
    """Say that a source pays a program. Raises `NotKept`."""
    must_keep(by)
    share = Share.objects.create(
        source=source, program=program, pays_for=pays_for, yearly=yearly, since=since, until=until
    )
    audit("funding.shared_out", by=by, at=at, about=f"source:{source.pk}", detail={"program": str(program.pk)})
    return share
