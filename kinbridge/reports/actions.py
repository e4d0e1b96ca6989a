"""Prepare a report, approve what someone else prepared, and release it. Each with its audit line."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Viewer
from kinbridge.measures.models import Release
from kinbridge.reports.models import Report
from kinbridge.reports.rules.document import Document

KEEPERS = frozenset({Role.EVALUATOR, Role.COALITION_COORDINATOR, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER})
"""Who prepares reports, and who approves and releases them."""
PURPOSE = Purpose.AUDIT_EVALUATION


class NotAKeeper(PermissionDenied):
    """Someone works on a report who does not keep the coalition's reports."""


class NotYet(ValueError):
    """The step before this one is missing, or it is someone else's to do. The message says which."""


def keeps(by: Viewer) -> bool:
    return by.role in KEEPERS


def _must_keep(by: Viewer) -> None:
    if not keeps(by):
        raise NotAKeeper("The coalition's coordinator, evaluator or privacy officer makes reports. Ask them for one.")


@transaction.atomic
def prepare(*, kind: str, document: Document, release: Release, previewed: str, by: Viewer, at: datetime) -> Report:
    """Keep a report as a draft, if it is the very one that was previewed. Raises `NotYet`."""
    _must_keep(by)
    if document.mark != previewed:
        raise NotYet("This is not what you saw in the preview. Look at it again, then make it.")
    made = Report.objects.create(
        coalition_id=by.coalition_id,
        kind=kind,
        title=document.title,
        release=release,
        body=document.as_dict(),
        mark=document.mark,
        prepared_by_id=by.worker,
        prepared_at=at,
    )
    audit("report.prepared", by=by, at=at, about=f"report:{made.pk}", because=PURPOSE, detail={"kind": kind})
    return made


@transaction.atomic
def approve(*, report: Report, by: Viewer, at: datetime) -> None:
    """Say that the figures are right. Whoever prepared a report cannot approve it. Raises `NotYet`."""
    _must_keep(by)
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.prepared_by_id == by.user_id:
        raise NotYet("You prepared this report, so someone else approves it. Ask a colleague to read it.")
    if report.approved_at is None:
        report.approved_by_id, report.approved_at = by.user_id, at
        report.save(update_fields=["approved_by", "approved_at"])
        audit("report.approved", by=by, at=at, about=f"report:{report.pk}", because=PURPOSE)


@transaction.atomic
def release(*, report: Report, by: Viewer, at: datetime) -> None:
    """Let everyone at work here read it, and print it without the word draft. Raises `NotYet`."""
    _must_keep(by)
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.approved_at is None:
        raise NotYet("Nobody has approved this report yet. Someone who did not prepare it reads and approves it first.")
    if report.released_at is None:
        report.released_by_id, report.released_at = by.user_id, at
        report.save(update_fields=["released_by", "released_at"])
        audit("report.released", by=by, at=at, about=f"report:{report.pk}", because=PURPOSE)
