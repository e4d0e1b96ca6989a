"""Ask a group to rate in rounds; rate without a name; close a round; go on to the next."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.workgroups.actions.doors import NotYet, must_lead, must_vote
from kinbridge.workgroups.models import Delphi, Group, Practice, Rated, Round


@transaction.atomic
def ask(*, practice: Practice, group: Group, question: str, closes_on: date, by: Viewer, at: datetime) -> Delphi:
    """A question to be rated from 1 to 9, and its first round. Raises `NotTheLead`."""
    must_lead(group, by=by)
    delphi = Delphi.objects.create(
        coalition_id=practice.coalition_id,
        practice=practice,
        group=group,
        question=question,
        opened_by_id=by.worker,
        opened_at=at,
    )
    audit("delphi.asked", by=by, at=at, about=f"delphi:{delphi.pk}")
    open_round(delphi=delphi, closes_on=closes_on, by=by, at=at)
    return delphi


@transaction.atomic
def open_round(*, delphi: Delphi, closes_on: date, by: Viewer, at: datetime) -> Round:
    """The next round. Raises `NotTheLead`, `NotYet`."""
    must_lead(delphi.group, by=by)
    number = delphi.rounds.count() + 1
    try:
        with transaction.atomic():
            opened = Round.objects.create(
                coalition_id=delphi.coalition_id, delphi=delphi, number=number, opened_at=at, closes_on=closes_on
            )
    except IntegrityError as trouble:
        raise NotYet("A round is open; close it before the next.") from trouble
    audit("delphi.round_opened", by=by, at=at, about=f"round:{opened.pk}")
    return opened


@transaction.atomic
def rate(*, of: Round, rating: int, comment: str, by: Viewer, at: datetime) -> Round:
    """Rate once, without a name: kept sorted among the others, so that nothing tells whose it is.

    Raises `NotAMember`, `NotYet`.
    """
    held = Round.objects.select_for_update().get(pk=of.pk)
    member = must_vote(held.delphi.group, by=by, on=day_of(at))
    if held.closed_at is not None or day_of(at) > held.closes_on:
        raise NotYet("This round is closed.")
    try:
        with transaction.atomic():
            Rated.objects.create(coalition_id=held.coalition_id, round=held, member=member)
    except IntegrityError as trouble:
        raise NotYet(
            "You have answered this round already; nobody can tell which answer is yours to change."
        ) from trouble
    held.ratings = sorted([*held.ratings, rating])
    held.comments = sorted([*held.comments, comment] if comment else held.comments)
    held.save(update_fields=["ratings", "comments"])
    audit("delphi.rated", by=by, at=at, about=f"round:{held.pk}")
    return held


@transaction.atomic
def close_round(*, of: Round, by: Viewer, at: datetime) -> Round:
    """Close a round; its summary is shown from now on, if enough have answered. Raises `NotTheLead`, `NotYet`."""
    held = Round.objects.select_for_update().get(pk=of.pk)
    must_lead(held.delphi.group, by=by)
    if held.closed_at is not None:
        raise NotYet("This round is closed already.")
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    audit("delphi.round_closed", by=by, at=at, about=f"round:{held.pk}")
    return held
