"""State a need, name a gap, choose what fills it, and say how far a cell of the framework has come."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Service, Viewer
from kinbridge.directory.rules.practices import practice_of
from kinbridge.gaps.models import Estimate, Filling, Gap, Word

KEEPERS = frozenset({Role.COALITION_COORDINATOR, Role.TEAM_COORDINATOR, Role.ADMINISTRATOR})
"""Who keeps the coalition's picture of its own continuum."""


class NotKept(PermissionDenied):
    """Someone changes the picture who does not keep it."""


def keeps(by: Viewer) -> bool:
    return by.role in KEEPERS


def _must_keep(by: Viewer) -> None:
    if not keeps(by):
        raise NotKept("The coalition's coordinators keep this picture. Tell them what you know.")


@transaction.atomic
def state_need(*, facts: dict[str, Any], by: Viewer, at: datetime) -> Estimate:
    """State how many people a year need something, with the source. Older estimates stay. Raises `NotKept`."""
    _must_keep(by)
    stated = Estimate.objects.create(coalition_id=by.coalition_id, stated_by_id=by.user_id, stated_at=at, **facts)
    audit("need.stated", by=by, at=at, about=f"estimate:{stated.pk}")
    return stated


@transaction.atomic
def open_gap(*, facts: dict[str, Any], on: date, by: Viewer, at: datetime) -> Gap:
    """Name something that families need and cannot get here. Raises `NotKept`."""
    _must_keep(by)
    gap = Gap.objects.create(coalition_id=by.coalition_id, opened_on=on, opened_by_id=by.user_id, **facts)
    audit("gap.opened", by=by, at=at, about=f"gap:{gap.pk}")
    return gap


class AlreadyChosen(ValueError):
    """The practice stands under this gap already."""


@transaction.atomic
def choose_practice(*, gap: Gap, practice: str, fit_note: str, by: Viewer, at: datetime) -> Filling:
    """Choose a practice for a gap, with a note on why it fits here. Raises `NotKept`, `AlreadyChosen`."""
    _must_keep(by)
    if practice_of(practice) is None:
        raise ValueError("The register has no such practice; choose one from the list.")
    try:
        with transaction.atomic():
            chosen = Filling.objects.create(
                gap=gap, practice=practice, fit_note=fit_note, chosen_by_id=by.user_id, chosen_at=at
            )
    except IntegrityError as error:
        raise AlreadyChosen(
            "This practice is chosen for this gap already; change nothing, or choose another."
        ) from error
    audit("gap.practice_chosen", by=by, at=at, about=f"gap:{gap.pk}", detail={"practice": practice})
    return chosen


@transaction.atomic
def fill(*, filling: Filling, service: Service, by: Viewer, at: datetime) -> Filling:
    """A service gives the practice now: the gap is closed for as long as that service runs. Raises `NotKept`."""
    _must_keep(by)
    filling.service, filling.service_name, filling.filled_at = service, service.name, at
    filling.save(update_fields=["service", "service_name", "filled_at"])
    audit("gap.filled", by=by, at=at, about=f"gap:{filling.gap_id}", detail={"service": str(service.pk)})
    return filling


@transaction.atomic
def say_stage(*, point: int, system: str, stage: int, note: str, by: Viewer, at: datetime) -> Word:
    """Say how far the community has come in one cell of the framework. Raises `NotKept`."""
    _must_keep(by)
    said = Word.objects.create(
        coalition_id=by.coalition_id,
        point=point,
        system=system,
        stage=stage,
        note=note,
        stated_by_id=by.user_id,
        stated_at=at,
    )
    audit("framework.stage_said", by=by, at=at, about=f"word:{said.pk}", detail={"stage": stage})
    return said
