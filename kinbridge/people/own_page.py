"""A person's own account: by it they read their record, answer, and take back a consent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kinbridge.accounts.links import first_sign_in, new_account
from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.core.vocabulary import CHILDREN
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Viewer
from kinbridge.people.models import Person


class AddressInUse(ValueError):
    """Somebody signs in with it. A mistyped address must never open one person's record to another."""


def may_have_page(person: Person) -> bool:
    """Grown-ups and youths; a child's record is read by whoever decides for the child."""
    return person.relation not in CHILDREN and person.died_on is None


def page_is_open(person: Person) -> bool:
    return Membership.objects.filter(user=person.account_id, role=Role.PARENT, until__isnull=True).exists()


@transaction.atomic
def open_page(*, person: Person, email: str, by: Viewer, at: datetime) -> str:
    """An account for this person. Returns the path of the link that the worker hands them; raises `AddressInUse`."""
    kept = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
    account = kept.account
    if account is None:
        if User.objects.filter(email__iexact=email).exists():
            raise AddressInUse("Somebody signs in with this address already. Use one that is theirs alone.")
        account = new_account(email=email.lower(), first_name=kept.given_name, last_name=kept.family_name)
        Person.objects.filter(pk=kept.pk).update(account=account)
    if not page_is_open(kept):
        Membership.objects.create(user=account, program_id=by.acting_for, role=Role.PARENT, since=day_of(at))
    audit("family.page_opened", by=by, at=at, family_id=kept.family_id, about=f"person:{kept.pk}")
    return first_sign_in(account)


@transaction.atomic
def close_page(*, person: Person, by: Viewer, at: datetime) -> bool:
    """They, or whoever learned their password, read nothing any more from this moment. It can be opened again."""
    on = day_of(at)
    own = Membership.objects.filter(user=person.account_id, role=Role.PARENT, until__isnull=True, since__lte=on)
    closed = bool(own.update(until=on))
    if closed:
        audit("family.page_closed", by=by, at=at, family_id=person.family_id, about=f"person:{person.pk}")
    return closed
