"""Put a practice before the coalition, open a vote on its grade, vote, and close the vote."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.workgroups.actions.doors import NotYet, must_lead, must_vote
from kinbridge.workgroups.models import Delphi, Group, Member, Motion, Origin, Practice, Vote
from kinbridge.workgroups.rules.attendance import needed
from kinbridge.workgroups.rules.grades import Grade, Tally, may_move, tally


class AlreadyThere(ValueError):
    """A practice of that name stands in the registry."""


@transaction.atomic
def propose(*, facts: dict[str, Any], origins: Iterable[tuple[str, str]], by: Viewer, at: datetime) -> Practice:
    """Put a practice before the coalition, with the sites and findings it comes from. Raises `AlreadyThere`."""
    try:
        with transaction.atomic():
            practice = Practice.objects.create(
                coalition_id=by.coalition_id, proposed_by_id=by.worker, proposed_at=at, **facts
            )
    except IntegrityError as trouble:
        raise AlreadyThere("A practice of this name is in the registry already; open it, or use another.") from trouble
    Origin.objects.bulk_create(
        Origin(coalition_id=by.coalition_id, practice=practice, site=site, finding=finding) for site, finding in origins
    )
    audit("practice.proposed", by=by, at=at, about=f"practice:{practice.pk}")
    return practice


@transaction.atomic
def open_vote(
    *,
    practice: Practice,
    group: Group,
    to: str,
    why: str,
    reasons: Collection[str],
    closes_on: date,
    delphi: Delphi | None = None,
    by: Viewer,
    at: datetime,
) -> Motion:
    """Ask a group to move a practice to another grade, with named reasons. Raises `NotTheLead`, `NotYet`."""
    must_lead(group, by=by)
    was = Practice.objects.graded().get(pk=practice.pk).grade  # type: ignore[attr-defined]
    if not may_move(Grade(was), Grade(to)):
        raise NotYet("A practice does not go from its grade to this one; reload the page and choose another.")
    members = Member.objects.on(day_of(at)).filter(group=group, votes=True).count()
    try:
        with transaction.atomic():
            motion = Motion.objects.create(
                coalition_id=practice.coalition_id,
                practice=practice,
                group=group,
                was=was,
                to=to,
                why=why,
                reasons=list(reasons),
                delphi=delphi,
                opened_by_id=by.worker,
                opened_at=at,
                closes_on=closes_on,
                quorum=needed(members, group.quorum_percent),
            )
    except IntegrityError as trouble:
        raise NotYet("A vote on this practice is open; close it before you open another.") from trouble
    audit("practice.vote_opened", by=by, at=at, about=f"motion:{motion.pk}", detail={"to": to})
    return motion


@transaction.atomic
def vote(*, motion: Motion, choice: str, why: str, gains: bool, by: Viewer, at: datetime) -> Vote:
    """Vote once, by name. Raises `NotAMember`, `NotYet`."""
    held = Motion.objects.select_for_update().get(pk=motion.pk)
    member = must_vote(held.group, by=by, on=day_of(at))
    if held.closed_at is not None or day_of(at) > held.closes_on:
        raise NotYet("This vote is closed.")
    try:
        with transaction.atomic():
            cast = Vote.objects.create(
                coalition_id=held.coalition_id,
                motion=held,
                member=member,
                choice=choice,
                why=why,
                gains=gains,
                cast_at=at,
            )
    except IntegrityError as trouble:
        raise NotYet("You have voted on this already; a vote is not changed.") from trouble
    audit("practice.voted", by=by, at=at, about=f"motion:{held.pk}")
    return cast


@transaction.atomic
def close_vote(*, motion: Motion, by: Viewer, at: datetime) -> Motion:
    """Count the votes; a vote that carries moves the practice. Raises `NotTheLead`, `NotYet`."""
    held = Motion.objects.select_for_update().get(pk=motion.pk)
    must_lead(held.group, by=by)
    if held.closed_at is not None:
        raise NotYet("This vote is closed already.")
    counted = tally_of(held)
    held.closed_at, held.carried, held.result = at, counted.carried, counted.sentence
    held.save(update_fields=["closed_at", "carried", "result"])
    audit("practice.vote_closed", by=by, at=at, about=f"motion:{held.pk}", detail={"carried": counted.carried})
    return held


def tally_of(motion: Motion) -> Tally:
    return tally(motion.votes.values_list("choice", flat=True), quorum=motion.quorum, to=Grade(motion.to))
