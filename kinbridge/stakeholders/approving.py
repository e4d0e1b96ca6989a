"""A tribe's own approval: only the person its own organization named may give one, or withdraw it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Organization, Viewer
from kinbridge.measures.models import TribalApproval, TribalUse
from kinbridge.stakeholders.models import Tribe

OF_TRIBES = frozenset(
    {OrganizationKind.TRIBAL_CHILD_WELFARE, OrganizationKind.TRIBAL_COURT, OrganizationKind.TRIBAL_AGENCY}
)


class NotTheTribes(PermissionDenied):
    """Someone acts for a tribe that did not name them."""


def speaks_for(tribe: Tribe, *, by: Viewer) -> bool:
    """Whether the tribe's own organization named this person, who still works there."""
    return by.user_id is not None and by.user_id == tribe.speaker_id and by.organization_id == tribe.organization_id


def may_name_speaker(tribe: Tribe, *, by: Viewer) -> bool:
    return by.organization_id == tribe.organization_id and by.role in (Role.ADMINISTRATOR, Role.SUPERVISOR)


@transaction.atomic
def recognize(*, name: str, organization: Organization, by: Viewer, at: datetime) -> Tribe:
    """A tribe takes part, through an organization of its own; its own administrator says so, and nobody for it."""
    if organization.kind not in OF_TRIBES or by.organization_id != organization.pk or by.role != Role.ADMINISTRATOR:
        raise NotTheTribes("A tribe joins by its own organization's administrator.")
    tribe = Tribe.objects.create(coalition_id=by.coalition_id, name=name, organization=organization)
    audit("tribe.joined", by=by, at=at, about=f"tribe:{tribe.pk}")
    return tribe


@transaction.atomic
def name_speaker(*, tribe: Tribe, speaker: User, named_in: str, by: Viewer, at: datetime) -> None:
    """The tribe's own organization names one of its people to speak on its data. Nobody else can."""
    theirs = Membership.objects.on(day_of(at)).filter(user=speaker, program__organization=tribe.organization_id)
    if not may_name_speaker(tribe, by=by) or not theirs.exists():
        raise NotTheTribes("The tribe's own organization names who speaks, and names one of its own.")
    Tribe.objects.filter(pk=tribe.pk).update(speaker=speaker, named_in=named_in)
    audit("tribe.speaker_named", by=by, at=at, about=f"tribe:{tribe.pk}", detail={"named_in": named_in})


@transaction.atomic
def approve(*, tribe: Tribe, use: TribalUse, purpose: str, until: date, by: Viewer, at: datetime) -> TribalApproval:
    """Approve one use of the tribe's data, for a purpose, from today up to a day. Raises `NotTheTribes`."""
    _must_speak(tribe, by)
    given = TribalApproval.objects.create(
        coalition_id=tribe.coalition_id,
        tribe=tribe.name,
        organization_id=tribe.organization_id,
        use=use,
        purpose=purpose,
        given_by=f"{by.name}, {tribe.named_in}"[:120],
        recorded_by_id=by.worker,
        since=day_of(at),
        until=until,
    )
    audit("tribe.approved", by=by, at=at, about=f"approval:{given.pk}", detail={"use": use, "purpose": purpose})
    return given


@transaction.atomic
def withdraw(*, approval: TribalApproval, tribe: Tribe, by: Viewer, at: datetime) -> None:
    """End an approval today. The next release and the next extract go without; what was told before stays told."""
    _must_speak(tribe, by)
    TribalApproval.objects.filter(pk=approval.pk, organization=tribe.organization_id).update(until=day_of(at))
    audit("tribe.withdrew", by=by, at=at, about=f"approval:{approval.pk}", detail={"use": approval.use})


def _must_speak(tribe: Tribe, by: Viewer) -> None:
    if not speaks_for(tribe, by=by):
        raise NotTheTribes("Only the person whom the tribe named decides on its data.")
