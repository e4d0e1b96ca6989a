"""Write facts to the chart, and correct them. Every one keeps its label; nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.kinds import kind as kind_of
from kinbridge.chart.models import Entry, Label
from kinbridge.core.vocabulary import Category
from kinbridge.directory.models import Program, Viewer
from kinbridge.people.models import Family, Person


class NotAttested(ValueError):
    """A program whose legal regime nobody attested may not record facts: nobody could say who may see them."""


def label_for(
    *,
    family: Family,
    program: Program,
    subject: Person,
    category: Category,
) -> Label:
    """The family's one label row for a program's own record, made at first use. For a copy see `received`."""
    if not program.regimes:
        raise NotAttested("Which laws this program's records are under is not attested; ask an administrator to do it.")
    label, _ = Label.objects.get_or_create(
        family=family,
        coalition_id=family.coalition_id,
        program=program,
        subject=subject,
        category=category,
        regimes=sorted(program.regimes),
        received_under="",
        consent_id=None,
        holder=None,
    )
    return label


@transaction.atomic
def record_entry(
    *,
    family: Family,
    subject: Person,
    kind: str,
    body: Mapping[str, Any],
    occurred_at: datetime,
    by: Viewer,
    at: datetime,
    program: Program | None = None,
    category: Category | None = None,
    source_id: str = "",
) -> Entry:
    """Add one fact, recorded by the viewer's own program unless another is named.

    Raises `kinds.Unreadable` when the body does not fit its kind, `NotAttested` when the program may not record yet.
    """
    known = kind_of(kind)
    typed = known.read(body)
    program = program or Program.objects.get(pk=by.acting_for)
    label = label_for(family=family, program=program, subject=subject, category=category or known.category)
    entry = Entry.objects.create(
        family=family,
        coalition_id=family.coalition_id,
        label=label,
        kind=kind,
        body=known.write(typed),
        occurred_at=occurred_at,
        recorded_at=at,
        recorded_by_id=by.user_id,
        source_id=source_id,
    )
    audit(f"chart.{kind}", by=by, at=at, family_id=family.pk, about=f"entry:{entry.pk}")
    return entry


@transaction.atomic
def correct(
    *,
    entry: Entry,
    body: Mapping[str, Any] | None,
    by: Viewer,
    at: datetime,
    occurred_at: datetime | None = None,
    why: str = "",
) -> Entry:
    """Supersede a fact with a better one, or with `body=None` withdraw it as entered in error. The old one stays.

    `why` is one of a few codes, never words about anyone: it stands in the audit.

    Two corrections of the same fact cannot both stand: the database refuses the second with IntegrityError.
    """
    known = kind_of(entry.kind)
    newer = Entry.objects.create(
        family_id=entry.family_id,
        coalition_id=entry.coalition_id,
        label_id=entry.label_id,
        kind=entry.kind,
        body=entry.body if body is None else known.write(known.read(body)),
        occurred_at=occurred_at or entry.occurred_at,
        recorded_at=at,
        recorded_by_id=by.user_id,
        supersedes=entry,
        entered_in_error=body is None,
    )
    act = "chart.entered_in_error" if body is None else "chart.corrected"
    detail = {"was": entry.pk} | ({"why": why} if why else {})
    audit(act, by=by, at=at, family_id=entry.family_id, about=f"entry:{newer.pk}", detail=detail)
    return newer
