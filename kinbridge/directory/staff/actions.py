"""Give someone work in a program, and end it. An account is never deleted: what it did stays under its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from kinbridge.accounts.links import first_sign_in, new_account
from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Program, Viewer

MANAGERS = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
BY_ADMINISTRATORS = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.PRIVACY_OFFICER,
        Role.COUNSEL,
        Role.EVALUATOR,
        Role.COALITION_COORDINATOR,
        Role.SUPERVISOR,
    }
)
"""Roles that watch over others, or see across programs; a supervisor gives none of them."""


class WorksThereAlready(ValueError):
    """The same person, program and role, on the same days."""


class NotTheirs(ValueError):
    """The account is a family's own."""


@dataclass(frozen=True, slots=True)
class Welcomed:
    """`link` is where they choose their first password; empty for somebody who can sign in already."""

    membership: Membership
    link: str


def programs_of(by: Viewer) -> QuerySet[Program]:
    """The programs whose staff this viewer keeps: the coalition's, their organization's, or their own."""
    every = Program.objects.filter(organization__coalition=by.coalition_id).select_related("organization")
    if by.role == Role.ADMINISTRATOR and by.organization_kind == OrganizationKind.COALITION:
        return every
    if by.role == Role.ADMINISTRATOR:
        return every.filter(organization=by.organization_id)
    return every.filter(pk=by.acting_for) if by.role == Role.SUPERVISOR else every.none()


def roles_for(by: Viewer) -> list[Role]:
    given = set(Role) - {Role.PARENT}
    return [role for role in Role if role in (given if by.role == Role.ADMINISTRATOR else given - BY_ADMINISTRATORS)]


def at_work(*, by: Viewer, on: date) -> QuerySet[Membership]:
    """Everyone who works for those programs today, by program and name. A family's own accounts are not among them."""
    rows = Membership.objects.on(on).filter(program__in=programs_of(by)).exclude(role=Role.PARENT)
    order = ("program__organization__name", "program__name", "user__last_name", "user__first_name", "pk")
    return rows.select_related("user", "program__organization").order_by(*order)


@transaction.atomic
def welcome(
    *, email: str, first_name: str, last_name: str, program: Program, role: str, by: Viewer, at: datetime
) -> Welcomed:
    """Someone works for the program from today. Raises `WorksThereAlready`, and `NotTheirs` for a parent's account."""
    user = User.objects.filter(email__iexact=email).first()
    user = user or new_account(email=email.lower(), first_name=first_name, last_name=last_name)
    if user.memberships.filter(role=Role.PARENT).exists():
        raise NotTheirs("This address belongs to a family's own page. Use an address of their workplace.")
    try:
        with transaction.atomic():
            membership = Membership.objects.create(user=user, program=program, role=role, since=day_of(at))
    except IntegrityError:
        raise WorksThereAlready("They have this role in this program already.") from None
    audit("staff.welcomed", by=by, at=at, about=f"membership:{membership.pk}", detail={"role": role})
    return Welcomed(membership, first_sign_in(user) if may_have_link(user, by=by) else "")


def may_have_link(user: User, *, by: Viewer) -> bool:
    """Only for an account that nobody has used and that works nowhere else: a link opens all that it opens."""
    fresh = user.last_login is None and not user.has_usable_password()
    return fresh and not user.memberships.exclude(program__in=programs_of(by)).exists()


@transaction.atomic
def new_link(*, membership: Membership, by: Viewer, at: datetime) -> str:
    """Another first link, for someone who has never signed in; the older one goes on working until it runs out."""
    audit("staff.link_made", by=by, at=at, about=f"membership:{membership.pk}")
    return first_sign_in(membership.user)


@transaction.atomic
def leave(*, membership: Membership, by: Viewer, at: datetime) -> bool:
    """Their work in this role ends today; from this moment they see nothing by it. False when it had ended."""
    on = day_of(at)
    rows = Membership.objects.filter(pk=membership.pk)
    ended = bool(rows.filter(until__isnull=True).update(until=max(on, membership.since)))
    if ended:
        audit("staff.left", by=by, at=at, about=f"membership:{membership.pk}")
    return ended
