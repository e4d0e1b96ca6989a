"""A coalition of one's own, its partners, and what each is before the law."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kinbridge.accounts.links import first_sign_in, new_account
from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Coalition, Membership, Organization, Program, Viewer, software


class Exists(ValueError):
    """A name that is taken."""


def founds(by: Viewer) -> bool:
    """The coalition's own administrator says who its partners are."""
    return by.role == Role.ADMINISTRATOR and by.organization_kind == OrganizationKind.COALITION


@transaction.atomic
def begin(
    *, name: str, state: str, county: str, fips: str, timezone: str, email: str, person: str, at: datetime
) -> str:
    """A new coalition with its office and its first administrator. Returns the path of their first link.

    Raises `Exists` for a coalition of that name, or an address that has an account.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise Exists("This address has an account already; name another for the first administrator.")
    try:
        with transaction.atomic():
            coalition = Coalition.objects.create(name=name, state=state, county=county, fips=fips, timezone=timezone)
    except IntegrityError:
        raise Exists(
            "There is a coalition of that name already; its administrator adds people on the page Staff."
        ) from None
    office = Organization.objects.create(
        coalition=coalition, name=f"{name} office", kind=OrganizationKind.COALITION.value
    )
    program = Program.objects.create(organization=office, name="Coalition office")
    first, _, last = person.partition(" ")
    user = new_account(email=email.lower(), first_name=first, last_name=last)
    Membership.objects.create(user=user, program=program, role=Role.ADMINISTRATOR, since=day_of(at))
    audit("coalition.begun", by=software(coalition), at=at, about=f"coalition:{coalition.pk}")
    return first_sign_in(user)


@transaction.atomic
def add_partner(*, name: str, program: str, kind: str, covered_entity: bool, by: Viewer, at: datetime) -> Organization:
    """An organization with its first program. Under which laws the program's records are, its own people attest."""
    partner = Organization.objects.create(
        coalition_id=by.coalition_id, name=name, kind=kind, covered_entity=covered_entity
    )
    Program.objects.create(organization=partner, name=program)
    audit("partner.added", by=by, at=at, about=f"organization:{partner.pk}", detail={"kind": kind})
    return partner


@transaction.atomic
def add_program(*, organization: Organization, name: str, by: Viewer, at: datetime) -> Program:
    program = Program.objects.create(organization=organization, name=name)
    audit("partner.program_added", by=by, at=at, about=f"program:{program.pk}")
    return program


@transaction.atomic
def say_what_it_is(*, organization: Organization, kind: str, covered_entity: bool, by: Viewer, at: datetime) -> None:
    """What the law takes it for as a recipient. The gate follows at once; the audit keeps what stood before."""
    kept = Organization.objects.select_for_update().get(pk=organization.pk)
    was = {"kind": kept.kind, "covered_entity": kept.covered_entity}
    Organization.objects.filter(pk=kept.pk).update(kind=kind, covered_entity=covered_entity)
    detail = {"was": was, "is": {"kind": kind, "covered_entity": covered_entity}}
    audit("partner.described", by=by, at=at, about=f"organization:{kept.pk}", detail=detail)


def partners(*, by: Viewer) -> list[Organization]:
    """Every organization of the coalition with its programs."""
    rows = Organization.objects.filter(coalition=by.coalition_id).prefetch_related("programs")
    return list(rows.order_by("name", "pk"))
