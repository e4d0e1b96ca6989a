"""Keep the table's members, touchpoints and papers; and what only a person or a tribe may say of itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.stakeholders.models import Care, Member, Memo, Review, Signatory, Touchpoint

KEEPERS = frozenset({Role.COALITION_COORDINATOR, Role.TEAM_COORDINATOR, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
"""Who keeps the coalition's papers and its list of members."""


class NotKept(PermissionDenied):
    """Someone changes the list who does not keep it."""


def keeps(by: Viewer) -> bool:
    return by.role in KEEPERS


def _must_keep(by: Viewer) -> None:
    if not keeps(by):
        raise NotKept("The coalition's coordinators keep this list. Tell them what you know.")


@transaction.atomic
def seat(*, facts: dict[str, Any], by: Viewer, at: datetime) -> Member:
    """Someone joins the table. Whether they have lived through it is theirs to say. Raises `NotKept`."""
    _must_keep(by)
    member = Member.objects.create(coalition_id=by.coalition_id, since=day_of(at), **facts)
    audit("member.seated", by=by, at=at, about=f"member:{member.pk}", detail={"sector": member.sector})
    return member


@transaction.atomic
def unseat(*, member: Member, by: Viewer, at: datetime) -> None:
    """They left the table; what they said of themselves goes with them. Raises `NotKept`."""
    _must_keep(by)
    Member.objects.filter(pk=member.pk, until=None).update(until=day_of(at), lived=False)
    audit("member.left", by=by, at=at, about=f"member:{member.pk}")


@transaction.atomic
def say_lived(*, lived: bool, by: Viewer, at: datetime) -> None:
    """Say of oneself, and of nobody else, that one has lived through it; or take that back, which leaves no trace."""
    said = Member.objects.filter(coalition=by.coalition_id, account=by.worker, until=None).update(lived=lived)
    if not said:
        raise NotKept("You are not on the coalition's list yet; ask its coordinator.")
    audit("member.spoke_of_themselves", by=by, at=at)


@transaction.atomic
def state_touchpoint(*, facts: dict[str, Any], by: Viewer, at: datetime) -> Touchpoint:
    """State where a system meets a family, what happens there and what comes next. Raises `NotKept`."""
    _must_keep(by)
    stated = Touchpoint.objects.create(
        coalition_id=by.coalition_id, stated_on=day_of(at), stated_by_id=by.user_id, **facts
    )
    audit("touchpoint.stated", by=by, at=at, about=f"touchpoint:{stated.pk}")
    return stated


@transaction.atomic
def end_touchpoint(*, touchpoint: Touchpoint, by: Viewer, at: datetime) -> None:
    """It is not so any more. Raises `NotKept`."""
    _must_keep(by)
    Touchpoint.objects.filter(pk=touchpoint.pk, ended_on=None).update(ended_on=day_of(at))
    audit("touchpoint.ended", by=by, at=at, about=f"touchpoint:{touchpoint.pk}")


@transaction.atomic
def file_memo(*, facts: dict[str, Any], by: Viewer, at: datetime) -> Care:
    """Keep a paper between partners that opens nothing in a chart. Raises `NotKept`."""
    _must_keep(by)
    parties = facts.pop("parties")
    memo = Memo.objects.create(coalition_id=by.coalition_id, **facts)
    memo.parties.set(parties)
    audit("memo.filed", by=by, at=at, about=f"memo:{memo.pk}", detail={"kind": memo.kind})
    return Care.objects.create(coalition_id=by.coalition_id, memo=memo, lead_id=by.user_id)


@transaction.atomic
def care_for(*, paper: dict[str, Any], facts: dict[str, Any], by: Viewer, at: datetime) -> Care:
    """Say who looks at a paper again, when, and where it is kept. `paper` names an agreement or a memo."""
    _must_keep(by)
    care, _ = Care.objects.update_or_create(**paper, defaults={"coalition_id": by.coalition_id, **facts})
    audit("paper.cared_for", by=by, at=at, about=f"care:{care.pk}")
    return care


@transaction.atomic
def sign_for(*, care: Care, name: str, organization: str, signed_on: date | None, by: Viewer, at: datetime) -> None:
    """Note who signs a paper for which organization; again, with the day, once they have. Raises `NotKept`."""
    _must_keep(by)
    said = {"signed_on": signed_on, "coalition_id": by.coalition_id}
    Signatory.objects.update_or_create(care=care, name=name, organization=organization, defaults=said)
    audit("paper.signatory", by=by, at=at, about=f"care:{care.pk}")


@transaction.atomic
def review(*, care: Care, words: str, next_on: date | None, by: Viewer, at: datetime) -> Review:
    """Say what came of looking at a paper again, and when to look next. Its lead may do so, and who keeps the list."""
    if care.lead_id != by.worker:
        _must_keep(by)
    held = Review.objects.create(
        coalition_id=by.coalition_id, care=care, on=day_of(at), by_id=by.worker, words=words, next_on=next_on
    )
    Care.objects.filter(pk=care.pk).update(review_on=next_on)
    audit("paper.reviewed", by=by, at=at, about=f"care:{care.pk}")
    return held
