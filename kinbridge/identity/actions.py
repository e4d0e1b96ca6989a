"""Propose pairs, decide about them, and undo a link. Both families' chains tell of it; neither names the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.identity.models import Pair, Run, Verdict
from kinbridge.people.sameness import SamePerson

REVIEWERS = frozenset({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
"""Who may review at all. Which pairs they are shown, the gate says."""
STATES = {
    Verdict.Kind.SAME: Pair.State.SAME,
    Verdict.Kind.DIFFERENT: Pair.State.DIFFERENT,
    Verdict.Kind.UNSURE: Pair.State.WAITING,
}


class AlreadyDecided(Exception):
    """Someone else was faster."""


def may_review(by: Viewer) -> bool:
    return by.role in REVIEWERS


@transaction.atomic
def propose(*, pairs: Iterable[tuple[int, int, float]], weights: str, by: Viewer, at: datetime) -> Run:
    """Keep what a comparison found: each pair once. What people decided about a pair stands; a new run only reorders.

    `pairs` are two ids of persons and how likely they are one. The audit says that a comparison ran, and counts nobody.
    """
    run = Run.objects.create(coalition_id=by.coalition_id, at=at, by_id=by.worker, weights=weights)
    rows = [
        Pair(coalition_id=by.coalition_id, first_id=min(one, other), second_id=max(one, other), run=run, probability=p)
        for one, other, p in pairs
    ]
    Pair.objects.bulk_create(
        rows,
        batch_size=5_000,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["run", "probability"],
    )
    audit("identity.compared", by=by, at=at, about=f"run:{run.pk}", detail={"weights": weights})
    return run


@transaction.atomic
def decide(*, pair: Pair, kind: Verdict.Kind, because: str, seen: int, by: Viewer, at: datetime) -> Verdict:
    """Same, not the same, or not known yet; also after an earlier "not the same".

    `seen` is how many verdicts stood when it was looked at. Raises `AlreadyDecided` where there are more by now, or a
    link. Whoever calls has asked `reading.pair_for`.
    """
    kept = Pair.objects.select_for_update().get(pk=pair.pk)
    if kept.state == Pair.State.SAME or kept.verdicts.count() != seen:
        raise AlreadyDecided("A colleague decided about this pair a moment ago.")
    link = _linked(kept, because=because, by=by, at=at) if kind is Verdict.Kind.SAME else None
    kept.state = STATES[kind]
    kept.save(update_fields=["state"])
    verdict = _said(kept, kind, because, link, by=by, at=at)
    if link is not None:
        _tell(kept, "identity.linked", by=by, at=at)
    return verdict


@transaction.atomic
def undo(*, pair: Pair, because: str, by: Viewer, at: datetime) -> Verdict:
    """The two records stand for two people again; the pair waits to be looked at anew. Raises `AlreadyDecided`."""
    kept = Pair.objects.select_for_update().get(pk=pair.pk)
    link = SamePerson.objects.standing().filter(first=kept.first_id, second=kept.second_id).first()
    if link is None:
        raise AlreadyDecided("A colleague undid this link a moment ago.")
    SamePerson.objects.filter(pk=link.pk).update(ended_at=at, ended_by=by.worker, ended_because=because)
    kept.state = Pair.State.WAITING
    kept.save(update_fields=["state"])
    verdict = _said(kept, Verdict.Kind.UNDONE, because, link, by=by, at=at)
    _tell(kept, "identity.unlinked", by=by, at=at)
    return verdict


def _linked(pair: Pair, *, because: str, by: Viewer, at: datetime) -> SamePerson:
    return SamePerson.objects.create(
        coalition_id=pair.coalition_id,
        first_id=pair.first_id,
        second_id=pair.second_id,
        said_at=at,
        said_by_id=by.worker,
        because=because,
    )


def _said(
    pair: Pair, kind: Verdict.Kind, because: str, link: SamePerson | None, *, by: Viewer, at: datetime
) -> Verdict:
    return Verdict.objects.create(
        pair=pair, coalition_id=pair.coalition_id, kind=kind, because=because, by_id=by.worker, at=at, link=link
    )


def _tell(pair: Pair, act: str, *, by: Viewer, at: datetime) -> None:
    """One line in each family's chain, about its own person. In one order, so that no two wait for each other."""
    for person in sorted((pair.first, pair.second), key=lambda one: one.family_id):
        audit(act, by=by, at=at, family_id=person.family_id, about=f"person:{person.pk}")
