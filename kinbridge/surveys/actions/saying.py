"""Say how far an element has come, rate oneself under one's own name, and bring text that one may use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Organization, Viewer
from kinbridge.surveys.actions.keepers import NotKept, keeps, must_keep
from kinbridge.surveys.models import Brought, Look, Rating, Stage
from kinbridge.surveys.rules.instruments import OWN, Item


@transaction.atomic
def say_stage(*, element: int, facts: dict[str, Any], by: Viewer, at: datetime) -> Stage:
    """Say how far one of the ten elements has come, with the evidence. Raises `NotKept`."""
    must_keep(by)
    said = Stage.objects.create(coalition_id=by.coalition_id, element=element, on=day_of(at), by_id=by.user_id, **facts)
    audit("element.stage_said", by=by, at=at, about=f"stage:{said.pk}", detail={"element": element})
    return said


def may_look(by: Viewer, *, code: str) -> bool:
    """The coalition's own look is for those who keep the surveys; an organization's, for those who lead it."""
    return keeps(by) or (code == "trauma" and by.role in ("supervisor", "administrator", "privacy_officer"))


@transaction.atomic
def look(
    *, code: str, organization: Organization | None, ratings: Mapping[str, tuple[int, str]], by: Viewer, at: datetime
) -> Look:
    """Rate one's organization, or the coalition, in each domain. Raises `NotKept`."""
    if not may_look(by, code=code):
        raise NotKept("A supervisor, an administrator or a coordinator fills this in.")
    taken = Look.objects.create(
        coalition_id=by.coalition_id, organization=organization, questions_code=code, on=day_of(at), by_id=by.user_id
    )
    known = {item.code for item in OWN[code].items}
    Rating.objects.bulk_create(
        Rating(look=taken, domain=domain, step=step, note=note)
        for domain, (step, note) in ratings.items()
        if domain in known
    )
    audit("look.taken", by=by, at=at, about=f"look:{taken.pk}", detail={"code": code})
    return taken


@transaction.atomic
def bring(*, slot: str, items: Sequence[Item], scale: int, right: str, by: Viewer, at: datetime) -> Brought:
    """Keep the coalition's own copy of an instrument, with the right by which it uses it. Raises `NotKept`."""
    must_keep(by)
    rows = [[item.code, item.domain, item.en] for item in items]
    kept = Brought.objects.create(
        coalition_id=by.coalition_id, slot=slot, right=right, scale=scale, items=rows, on=day_of(at), by_id=by.user_id
    )
    audit("instrument.brought", by=by, at=at, about=f"brought:{kept.pk}", detail={"slot": slot, "items": len(rows)})
    return kept
