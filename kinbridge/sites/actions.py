"""Add a site, a finding, a step, a note or a lesson; take a note down with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.sites.models import Finding, Lesson, Note, OwnSite, Step

LEADS = frozenset({Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})
"""Who keeps the register of sites and looks after the talk about them."""


class NotTheLead(PermissionDenied):
    """Someone changes the register who does not lead the coalition's work with sites."""

    def __init__(self) -> None:
        super().__init__("The coalition's coordinator keeps the register of sites. Tell them what you know.")


class AlreadyThere(ValueError):
    """A site of that name is on file."""


def leads(by: Viewer) -> bool:
    return by.role in LEADS


def _must_lead(by: Viewer) -> None:
    if not leads(by):
        raise NotTheLead


def _said(by: Viewer, at: datetime) -> dict[str, Any]:
    return {"coalition_id": by.coalition_id, "said_by_id": by.worker, "said_at": at}


@transaction.atomic
def join(*, facts: dict[str, Any], by: Viewer, at: datetime) -> OwnSite:
    """A place joins as a site. Raises `NotTheLead`, `AlreadyThere`."""
    _must_lead(by)
    try:
        with transaction.atomic():
            site = OwnSite.objects.create(**_said(by, at), **facts)
    except IntegrityError as trouble:
        raise AlreadyThere("A site of this name is on file already; open it, or choose another name.") from trouble
    audit("site.joined", by=by, at=at, about=f"site:{site.code}")
    return site


@transaction.atomic
def add_finding(*, site: str, facts: dict[str, Any], by: Viewer, at: datetime) -> Finding:
    """What a site did and found, with where it was read. Raises `NotTheLead`."""
    _must_lead(by)
    finding = Finding.objects.create(site=site, **_said(by, at), **facts)
    audit("site.finding_added", by=by, at=at, about=f"site:{site}", detail={"finding": finding.pk})
    return finding


@transaction.atomic
def add_step(*, site: str, facts: dict[str, Any], by: Viewer, at: datetime) -> Step:
    """A line of a site's technical assistance. Raises `NotTheLead`."""
    _must_lead(by)
    step = Step.objects.create(site=site, **_said(by, at), **facts)
    audit("site.step_added", by=by, at=at, about=f"site:{site}", detail={"step": step.pk})
    return step


@transaction.atomic
def add_note(*, site: str, topic: str, kind: str, text: str, answers: Note | None, by: Viewer, at: datetime) -> Note:
    """Ask, answer, or keep the notes of a session. Anyone at work may."""
    note = Note.objects.create(site=site, topic=topic, kind=kind, text=text, answers=answers, **_said(by, at))
    audit("site.note_added", by=by, at=at, about=f"note:{note.pk}", detail={"kind": kind})
    return note


@transaction.atomic
def take_down(*, note: Note, why: str, by: Viewer, at: datetime) -> Note:
    """Show a note no more; its words stay on file, and everybody reads that it is gone and why. Raises `NotTheLead`."""
    _must_lead(by)
    if note.hidden_at is None:
        note.hidden_at, note.hidden_by_id, note.hidden_why = at, by.worker, why
        note.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
        audit("site.note_taken_down", by=by, at=at, about=f"note:{note.pk}")
    return note


@transaction.atomic
def add_lesson(*, site: str, facts: dict[str, Any], by: Viewer, at: datetime) -> Lesson:
    """Keep what was learned. Anyone at work may."""
    lesson = Lesson.objects.create(site=site, **_said(by, at), **facts)
    audit("site.lesson_added", by=by, at=at, about=f"lesson:{lesson.pk}")
    return lesson
