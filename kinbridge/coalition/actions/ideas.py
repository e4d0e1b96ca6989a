"""Propose an idea, say a word about it, and move it: anyone on staff proposes, the lead decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.coalition.actions.goals import ChangedMeanwhile, NotTheirs, leads
from kinbridge.coalition.actions.looking import looked_at
from kinbridge.coalition.models import Idea, Indicator, Step
from kinbridge.coalition.rules.ideas import NEXT, STAGE_WORDS, Evidence, Stage
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Viewer


@transaction.atomic
def propose(*, facts: Mapping[str, Any], saw: str, by: Viewer, at: datetime) -> Idea:
    """Put an idea before the coalition. Raises `NotTheirs` for a family's own account."""
    if by.role == Role.PARENT:
        raise NotTheirs("Ideas are written down here by the people who work with families. Tell one of them yours.")
    idea = Idea.objects.create(coalition_id=by.coalition_id, owner_id=by.worker, **facts)
    _keep(idea, number=1, stage=Stage.PROPOSED, said={"words": idea.problem}, looked=_words(saw), by=by, at=at)
    audit("idea.proposed", by=by, at=at, about=f"idea:{idea.pk}")
    return idea


def may_speak(*, idea: Idea, by: Viewer) -> bool:
    """Say a word about it and state values: the lead, and whoever carries it."""
    return leads(by) or (by.user_id is not None and by.user_id == idea.owner_id)


@transaction.atomic
def take_step(
    *,
    idea: Idea,
    after: int,
    stage: str,
    said: Mapping[str, Any],
    evidence: Mapping[str, str],
    owner_id: int | None = None,
    indicator: Mapping[str, Any] | None = None,
    by: Viewer,
    at: datetime,
) -> Step:
    """The idea's next step, or a word where it is. `after` is the last step that was on the person's screen.

    A pilot may name who carries it, and what is looked at. Raises `NotTheirs`, `ChangedMeanwhile`, `NotCounted`;
    ValueError for a step that does not follow.
    """
    kept = Idea.objects.select_for_update().get(pk=idea.pk)
    last = kept.steps.select_related("by").order_by("-number")[0]
    moves = stage != last.stage
    if not (leads(by) if moves else may_speak(idea=kept, by=by)):
        raise NotTheirs("The coalition's coordinator decides on ideas. Whoever carries one may say how it goes.")
    if last.number != after:
        raise ChangedMeanwhile(
            f"{last.by} wrote to this idea on {local_time(last.at):%B %-d at %-I:%M %p}, after you had opened it. "
            "Read it, and then say yours.",
            now=last.number,
        )
    if moves and stage not in NEXT[last.stage]:
        raise ValueError(f"An idea that is {STAGE_WORDS[Stage(last.stage)].lower()} cannot take this step.")
    if owner_id is not None:
        kept.owner_id = owner_id
    if indicator is not None:
        kept.indicator = kept.indicator or Indicator.objects.create(coalition_id=kept.coalition_id, **indicator)
    kept.save(update_fields=["owner", "indicator"])
    looked = looked_at(**evidence, coalition_id=kept.coalition_id)
    step = _keep(kept, number=after + 1, stage=stage, said=said, looked=looked, by=by, at=at)
    audit("idea.moved" if moves else "idea.spoken_of", by=by, at=at, about=f"idea:{kept.pk}", detail={"stage": stage})
    return step


def _words(saw: str) -> dict[str, str]:
    return {"evidence": Evidence.WORDS.value, "saw": saw}


def _keep(
    idea: Idea,
    *,
    number: int,
    stage: str,
    said: Mapping[str, Any],
    looked: Mapping[str, Any],
    by: Viewer,
    at: datetime,
) -> Step:
    return Step.objects.create(
        coalition_id=idea.coalition_id,
        idea=idea,
        number=number,
        stage=stage,
        **said,
        **looked,
        by_id=by.worker,
        at=at,
    )
