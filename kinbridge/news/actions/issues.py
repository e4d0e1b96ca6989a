"""Write an issue, put pieces into it, publish it, take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.news.actions.authority import must_write
from kinbridge.news.models import Issue, Piece


class AlreadyOut(Exception):
    """An issue that was published is what people have read; it can only be taken back."""


@transaction.atomic
def begin(*, facts: dict[str, Any], by: Viewer, at: datetime) -> Issue:
    """A draft with the next number. Nobody reads it yet. Raises PermissionDenied."""
    must_write(by)
    coalition = Coalition.objects.select_for_update().get(pk=by.coalition_id)  # of two who begin at once, one waits
    last = Issue.objects.filter(coalition=coalition).aggregate(last=Max("number"))["last"] or 0
    issue = Issue.objects.create(coalition=coalition, number=last + 1, made_by_id=by.worker, made_at=at, **facts)
    audit("news.begun", by=by, at=at, about=f"issue:{issue.pk}")
    return issue


@transaction.atomic
def change(*, issue: Issue, facts: dict[str, Any], by: Viewer, at: datetime) -> None:
    """Raises PermissionDenied and AlreadyOut."""
    _draft(issue, by)
    Issue.objects.filter(pk=issue.pk).update(**facts)
    audit("news.changed", by=by, at=at, about=f"issue:{issue.pk}")


@transaction.atomic
def add(*, issue: Issue, facts: dict[str, Any], by: Viewer, at: datetime) -> Piece:
    """A piece at the end. Raises PermissionDenied and AlreadyOut."""
    _draft(issue, by)
    last = issue.pieces.aggregate(last=Max("place"))["last"] or 0
    piece = Piece.objects.create(issue=issue, place=last + 1, **facts)
    audit("news.changed", by=by, at=at, about=f"issue:{issue.pk}")
    return piece


@transaction.atomic
def change_piece(*, piece: Piece, facts: dict[str, Any], by: Viewer, at: datetime) -> None:
    """Raises PermissionDenied and AlreadyOut."""
    _draft(piece.issue, by)
    Piece.objects.filter(pk=piece.pk).update(**facts)
    audit("news.changed", by=by, at=at, about=f"issue:{piece.issue_id}")


@transaction.atomic
def move_up(*, piece: Piece, by: Viewer, at: datetime) -> None:
    """It changes places with the one before it, if there is one. Raises PermissionDenied and AlreadyOut."""
    _draft(piece.issue, by)
    order = list(piece.issue.pieces.all())
    here = order.index(piece)
    if here:
        order[here - 1], order[here] = order[here], order[here - 1]
    for place, one in enumerate(order, 1):
        one.place = place
    Piece.objects.bulk_update(order, ["place"])
    audit("news.changed", by=by, at=at, about=f"issue:{piece.issue_id}")


@transaction.atomic
def take_out(*, piece: Piece, by: Viewer, at: datetime) -> None:
    """Raises PermissionDenied and AlreadyOut."""
    _draft(piece.issue, by)
    piece.delete()
    audit("news.changed", by=by, at=at, about=f"issue:{piece.issue_id}")


@transaction.atomic
def publish(*, issue: Issue, audience: str, by: Viewer, at: datetime) -> Issue:
    """It stands at its address from now on, and goes out with the next run. Raises PermissionDenied and AlreadyOut."""
    draft = _draft(issue, by)
    draft.audience, draft.published_by_id, draft.published_at = audience, by.worker, at
    draft.save(update_fields=["audience", "published_by", "published_at"])
    audit("news.published", by=by, at=at, about=f"issue:{issue.pk}", detail={"audience": audience})
    return draft


@transaction.atomic
def take_back(*, issue: Issue, by: Viewer, at: datetime) -> None:
    """Its address answers no more, and whoever was not sent it yet is not. Raises PermissionDenied."""
    must_write(by)
    if Issue.objects.published().filter(pk=issue.pk).update(taken_back_at=at):
        audit("news.taken_back", by=by, at=at, about=f"issue:{issue.pk}")


def _draft(issue: Issue, by: Viewer) -> Issue:
    """The issue, held until this transaction ends, so that nothing changes while it is being published."""
    must_write(by)
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if held.published_at is not None:
        raise AlreadyOut("This issue was published. Take it back, or write another.")
    return held
