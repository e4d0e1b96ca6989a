"""Keep and give back an unfinished form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kinbridge.accounts.models import Draft, User

LARGEST = 100_000
SECRETS = frozenset({"csrfmiddlewaretoken", "password", "next"})


@transaction.atomic
def save_draft(*, user: User, path: str, fields: Mapping[str, list[str]], at: datetime) -> bool:
    """Keep what was typed on one page, replacing the last draft of that page. False when it is too large to keep."""
    body = {name: values for name, values in fields.items() if name not in SECRETS}
    if sum(len(value) for values in body.values() for value in values) > LARGEST:
        return False
    Draft.objects.update_or_create(user=user, path=path[:300], defaults={"body": body, "saved_at": at})
    return True


@transaction.atomic
def take_draft(*, user: User, path: str) -> dict[str, list[str]]:
    """The draft of this page, if any, removed as it is given back."""
    draft = Draft.objects.select_for_update().filter(user=user, path=path).first()
    if draft is None:
        return {}
    draft.delete()
    return dict(draft.body)
