"""Keep an unfinished form until it is sent or dismissed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kinbridge.accounts.models import Draft, User

LARGEST = 100_000
SECRETS = frozenset({"csrfmiddlewaretoken", "password", "next"})


@transaction.atomic
def save_draft(*, user: User, path: str, fields: Mapping[str, list[str]], at: datetime) -> bool:
    """Keep what was typed on one page, replacing the last draft of that page; nothing typed is nothing kept.

    False when it is too large to keep.
    """
    body = {name: values for name, values in fields.items() if name not in SECRETS}
    if sum(len(value) for values in body.values() for value in values) > LARGEST:
        return False
    if body:
        Draft.objects.update_or_create(user=user, path=path[:300], defaults={"body": body, "saved_at": at})
    else:
        drop_draft(user=user, path=path)
    return True


def drop_draft(*, user: User, path: str) -> None:
    """The form was sent, or its writer starts fresh: what was kept of it goes."""
    Draft.objects.filter(user=user, path=path[:300]).delete()
