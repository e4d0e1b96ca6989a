"""Who looked at a family's record lately: each once, with how often and when last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from kinbridge.accounts.models import User
from kinbridge.audit.actions import record
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.models import Organization, Viewer
from kinbridge.disclosure.accounting import THE_FAMILYS
from kinbridge.disclosure.accounting_eyes import lines_for
from kinbridge.disclosure.accounting_words import SORTED, nobody_signed_in
from kinbridge.people.models import Family

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Looker:
    """Someone who looked, or was given something, so many times; `last` is the newest of them."""

    who: str
    organization: str
    times: int
    last: datetime


@transaction.atomic
def lookers(*, family: Family, by: Viewer, at: datetime) -> tuple[Looker, ...]:
    """Of the last 30 days, newest first, as far as `by` may read. To ask is itself a line of the accounting."""
    lines = lines_for(by, family=family).annotate(sort=SORTED).filter(sort__in=THE_FAMILYS, at__gte=at - LATELY)
    grouped = lines.order_by().values_list("actor_id", "organization_id", "act")
    found = list(_named(list(grouped.annotate(times=Count("pk"), last=Max("at")))))
    record("accounting.seen", by=by, at=at, family_id=family.pk, because=Purpose.SELF_ACCESS if by.person_id else "")
    each: dict[tuple[str, str], Looker] = {}
    for one in found:
        who = (one.who, one.organization)
        known = each.get(who, Looker(*who, 0, one.last))
        each[who] = Looker(*who, known.times + one.times, max(known.last, one.last))
    return tuple(sorted(each.values(), key=lambda one: one.last, reverse=True))


def _named(rows: list[tuple[Any, ...]]) -> Iterator[Looker]:
    users = {user.pk: str(user) for user in User.objects.filter(pk__in={row[0] for row in rows})}
    places = dict(Organization.objects.filter(pk__in={row[1] for row in rows}).values_list("pk", "name"))
    for actor, organization, act, times, last in rows:
        yield Looker(users.get(actor, nobody_signed_in(act)), places.get(organization, ""), times, last)
