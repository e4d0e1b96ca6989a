"""What people keep beside the numbers: how careful to be, who answers for a measure, and what happened when."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.measures.board import sheets
from kinbridge.measures.models import Annotation, Owner, Release, Setting, Shift
from kinbridge.measures.rules.measure import Measure
from kinbridge.measures.rules.suppression import THRESHOLD

LEADS = frozenset({Role.EVALUATOR, Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})
"""Who has measures counted, hands them to an owner, and says how careful to be."""


class NotALead(PermissionDenied):
    """Someone sets what only the coalition's leads set."""


class OnlyHigher(ValueError):
    """The threshold can only be raised: what was hidden stays hidden."""


def leads(by: Viewer) -> bool:
    return by.role in LEADS


def _must_lead(by: Viewer) -> None:
    if not leads(by):
        raise NotALead("The coalition's coordinator, evaluator or administrator sets this. Tell them what you know.")


def chosen(coalition: int) -> Setting:
    """What counts now; 11 and exact numbers where nobody ever chose."""
    found = Setting.objects.filter(coalition=coalition).order_by("-pk").first()
    return found or Setting(coalition_id=coalition, threshold=THRESHOLD)


@transaction.atomic
def be_careful(*, threshold: int, rounding: int, by: Viewer, at: datetime) -> Setting:
    """Set the smallest count that is shown and the rounding, from the next release on. Raises `OnlyHigher`."""
    _must_lead(by)
    now = chosen(by.coalition_id)
    if threshold < now.threshold:
        raise OnlyHigher(f"It is {now.threshold} now and can only be raised. Choose {now.threshold} or more.")
    made = Setting.objects.create(
        coalition_id=by.coalition_id, threshold=threshold, rounding=rounding, set_by_id=by.user_id, set_at=at
    )
    detail = {"threshold": threshold, "rounding": rounding}
    audit("measures.threshold_set", by=by, at=at, about=f"setting:{made.pk}", detail=detail)
    return made


@transaction.atomic
def hand_to(*, measure: Measure, owner: User, by: Viewer, at: datetime) -> Owner:
    """Name who answers for a measure. They are told when its line shifts."""
    _must_lead(by)
    made, _ = Owner.objects.update_or_create(
        coalition_id=by.coalition_id, measure=measure.key, defaults={"user": owner, "since": at}
    )
    audit("measure.handed", by=by, at=at, about=f"measure:{measure.key}", detail={"user": owner.pk})
    return made


def owner_of(measure: Measure, coalition: int) -> Owner | None:
    return Owner.objects.select_related("user").filter(coalition=coalition, measure=measure.key).first()


def may_annotate(measure: Measure, by: Viewer) -> bool:
    return leads(by) or Owner.objects.filter(coalition=by.coalition_id, measure=measure.key, user=by.user_id).exists()


@transaction.atomic
def annotate(*, measure: Measure, on: date, text: str, by: Viewer, at: datetime) -> Annotation:
    """Say what happened on a day that may explain the line. Raises `NotALead`."""
    if not may_annotate(measure, by):
        raise NotALead("A lead of the coalition, or who answers for this measure, writes on its chart.")
    made = Annotation.objects.create(
        coalition_id=by.coalition_id, measure=measure.key, on=on, text=text, by_id=by.user_id, at=at
    )
    audit("measure.annotated", by=by, at=at, about=f"annotation:{made.pk}")
    return made


@transaction.atomic
def withdraw(*, annotation: Annotation, by: Viewer, at: datetime) -> None:
    """Take a note off the chart; the row stays."""
    _must_lead(by)
    Annotation.objects.filter(pk=annotation.pk, withdrawn_at=None).update(withdrawn_at=at)
    audit("measure.annotation_withdrawn", by=by, at=at, about=f"annotation:{annotation.pk}")


def notes_on(measure: Measure, coalition: int) -> list[Annotation]:
    """Those that stand, the oldest first."""
    found = Annotation.objects.select_related("by").filter(coalition=coalition, measure=measure.key, withdrawn_at=None)
    return list(found.order_by("on", "pk"))


def tell_owners(*, release: Release, at: datetime) -> None:
    """Remind each owner whose measure now shows a shift or a trend that it did not show in the release before."""
    owners = dict(Owner.objects.filter(coalition=release.coalition_id).values_list("measure", "user"))
    before = (
        Release.objects.filter(coalition=release.coalition_id, quarter_end__lt=release.quarter_end)
        .order_by("-quarter_end")
        .first()
    )
    known = _signals(before) if before is not None else {}
    Shift.objects.bulk_create(
        Shift(release=release, measure=key, user_id=owners[key], signal=signal, better=better, at=at)
        for key, (signal, better) in _signals(release).items()
        if key in owners and key not in known
    )


def _signals(release: Release) -> dict[str, tuple[str, bool]]:
    """By measure, what its run chart says beyond chance."""
    found = {one.measure.key: one.reading() for these in sheets(release).values() for one in these}
    return {key: (reading.signal, reading.better) for key, reading in found.items() if reading.better is not None}


def unseen_shifts(by: Viewer) -> list[Shift]:
    """What this person was not yet told of the measures they answer for."""
    return list(Shift.objects.filter(user=by.user_id, release__coalition=by.coalition_id, seen_at=None).order_by("pk"))


@transaction.atomic
def see_shifts(*, by: Viewer, at: datetime) -> int:
    """They have seen them; the answer is how many."""
    return Shift.objects.filter(user=by.user_id, release__coalition=by.coalition_id, seen_at=None).update(seen_at=at)
