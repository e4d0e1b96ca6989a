"""Set how the coalition shows itself, which goals it shows, and whether anyone may read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.coalition.actions.goals import NotTheirs, leads
from kinbridge.coalition.models import Goal, GoalPage
from kinbridge.directory.models import Viewer


class CodeTaken(ValueError):
    """Another coalition's page has this address."""


@transaction.atomic
def keep_page(
    *,
    facts: Mapping[str, Any],
    goals: Iterable[int],
    opened: bool,
    banner: bytes | None = None,
    drop_banner: bool = False,
    by: Viewer,
    at: datetime,
) -> GoalPage:
    """`goals` are the numbers of those that anyone may read; `banner` is a PNG of `banners.drawn`.

    Raises `NotTheirs`, `CodeTaken`.
    """
    if not leads(by):
        raise NotTheirs("The coalition's coordinator keeps its public page.")
    page = GoalPage.objects.select_for_update().filter(coalition=by.coalition_id).first()
    page = page or GoalPage(coalition_id=by.coalition_id)
    for name, value in facts.items():
        setattr(page, name, value)
    if banner is not None or drop_banner:
        page.banner, page.banner_mark = banner, sha256(banner).hexdigest()[:16] if banner else ""
    page.opened_at = (page.opened_at or at) if opened else None
    try:
        with transaction.atomic():
            page.save()
    except IntegrityError as error:
        raise CodeTaken("Another coalition's page has this address; choose other words for yours.") from error
    shown = set(goals)
    for goal in Goal.objects.select_for_update().filter(coalition=by.coalition_id):
        Goal.objects.filter(pk=goal.pk).update(public=goal.number in shown)
    detail = {"opened": opened, "goals": sorted(shown)}
    audit("goal_page.kept", by=by, at=at, about=f"goal_page:{page.pk}", detail=detail)
    return page
