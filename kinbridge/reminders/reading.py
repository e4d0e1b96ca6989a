"""Whom to tell, which of their families' due dates have come, and what they have not seen yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from kinbridge.accounts.models import AWAY_FROM_FAMILIES, Role, User
from kinbridge.clocks.reading import due_across, key_of
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Viewer
from kinbridge.people.models import Family, Involvement
from kinbridge.referrals.silence import silent
from kinbridge.reminders.models import Channels, Feed, Notice
from kinbridge.reminders.rules import To, first_step, reached
from kinbridge.teams.roles.rules import is_ours

BATCH = 100
NOT_REMINDED = AWAY_FROM_FAMILIES | {Role.PARENT, Role.PRIVACY_OFFICER}


@dataclass(frozen=True, slots=True)
class Come:
    """A step of a due date that has come for someone."""

    family: Family
    key: str
    step: str
    to: To
    due: date


def people_at_work(*, on: date) -> QuerySet[User]:
    """Everyone who works with families today."""
    working = Membership.objects.on(on).filter(user=OuterRef("pk")).exclude(role__in=NOT_REMINDED)
    return User.objects.filter(Exists(working), is_active=True).order_by("pk")


def work_of(user: User, *, on: date) -> tuple[Membership, ...]:
    """Everything this person does with families today, for whichever program."""
    memberships = Membership.objects.on(on).filter(user=user).exclude(role__in=NOT_REMINDED)
    return tuple(memberships.select_related("user", "program__organization__coalition").order_by("pk"))


def channels_of(user: User) -> Channels:
    """What this person chose, or what holds for whoever never chose."""
    return Channels.objects.filter(user=user).first() or Channels(user=user)


def feed_of(user: User) -> Feed | None:
    return Feed.objects.filter(user=user, ended_at__isnull=True).first()


def come_for(*, by: Viewer, at: datetime) -> Iterator[Come]:
    """Steps that have come for this viewer: of their own families, and for a supervisor of the whole unit's.

    Nobody is reminded of a date that another kind of partner keeps.
    """
    on = day_of(at)
    roles = [To.WORKER, *([To.SUPERVISOR] if by.role == Role.SUPERVISOR else [])]
    for to in roles:
        families = _families(by, to=to, on=on)
        for start in range(0, len(families), BATCH):
            some = {family.pk: family for family in families[start : start + BATCH]}
            within = first_step() if to is To.WORKER else 0
            for family, deadline in due_across(families=some, by=by, at=at, days=within, act="clocks.reminded"):
                if deadline.due is None or not is_ours(deadline.rule, by.organization_kind):
                    continue
                step = reached(deadline.due, on=on, to=to, rule=deadline.rule)
                if step is not None:
                    yield Come(family, key_of(family, deadline), step.code, to, deadline.due)
    yield from _unanswered(by, at=at)


def _unanswered(by: Viewer, *, at: datetime) -> Iterator[Come]:
    """Referrals past the day of their answer: first to whoever sent it, then to a supervisor of the same program."""
    for one in silent(by=by, at=at):
        to = To.WORKER if one.mine else To.SUPERVISOR
        step = reached(one.due, on=day_of(at), to=to)
        if step is not None and step.days >= 0:
            yield Come(one.card.referral.family, one.key, step.code, to, one.due)


def _families(by: Viewer, *, to: To, on: date) -> list[Family]:
    """Those the viewer is named on; to a supervisor, those that anyone in the same program is named on."""
    rows = Involvement.objects.on(on).filter(program=by.program_id, family__closed_on__isnull=True)
    mine = rows.filter(worker=by.user_id) if to is To.WORKER else rows.filter(worker__isnull=False)
    found = {row.family_id: row.family for row in mine.select_related("family").order_by("family_id")}
    return list(found.values())


def unseen(by: Viewer) -> dict[str, int]:
    """What this person was told and has not seen since: each due date's key, with its family."""
    rows = Notice.objects.filter(user=by.user_id, seen_at__isnull=True, coalition=by.coalition_id)
    return dict(rows.values_list("key", "family_id"))
