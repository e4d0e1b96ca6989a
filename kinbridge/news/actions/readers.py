"""Ask for the newsletter, confirm the address by the link that was sent to it, and stop.

An address counts once whoever reads its mail has followed the link. What was asked for travels in the link, signed, so
nobody can change what another person gets by typing their address into a form.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction

from kinbridge.directory.models import Coalition, Viewer
from kinbridge.news.models import Reader
from kinbridge.people.rows import work_in

CONFIRM, STOP = "news.confirm", "news.stop"
CONFIRM_WITHIN = timedelta(days=7)


def ask(*, coalition: Coalition, email: str, often: str, language: str, at: datetime, by: Viewer | None = None) -> str:
    """The secret of the link that confirms it. `by` is whoever asks while signed in, for their own address."""
    with work_in(coalition):
        known = Reader.objects.filter(coalition=coalition, email__iexact=email).first()
        reader = known or Reader.objects.create(
            coalition=coalition, email=email, often=often, language=language, asked_at=at
        )
        chosen = {"often": often, "language": language, "user": by.worker if by else None}
        return signing.dumps({"coalition": coalition.pk, "reader": reader.pk, **chosen}, salt=CONFIRM)


def confirmable(secret: str) -> dict[str, Any] | None:
    """What a link asks for, or None when it is not one of ours or too old."""
    try:
        found: dict[str, Any] = signing.loads(secret, salt=CONFIRM, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return found


def confirm(*, secret: str, at: datetime) -> Reader | None:
    """The address counts from now on, with what the link asks for. None when there is nothing to confirm any more."""
    asked = confirmable(secret)
    if asked is None:
        return None
    with work_in(Coalition.objects.get(pk=asked["coalition"])):
        reader = _reader(asked)
        if reader is None:
            return None
        reader.often, reader.language = asked["often"], asked["language"]
        reader.user_id = asked["user"] or reader.user_id
        reader.confirmed_at = reader.confirmed_at or at
        reader.save(update_fields=["often", "language", "user", "confirmed_at"])
        return reader


@transaction.atomic
def choose(*, reader: Reader, often: str, language: str) -> None:
    """Someone signed in changes what their own confirmed address gets."""
    Reader.objects.filter(pk=reader.pk).update(often=often, language=language)


@transaction.atomic
def forget(*, by: Viewer) -> None:
    """Someone signed in wants it no more."""
    Reader.objects.filter(coalition=by.coalition_id, user=by.worker).delete()


def stop_secret(reader: Reader) -> str:
    """Ends this address and nothing else; it stays good, since a letter may be read years later."""
    return signing.dumps({"coalition": reader.coalition_id, "reader": reader.pk}, salt=STOP)


def stop(*, secret: str) -> bool:
    """Forget the address behind a link. False when the link is not ours; done twice, it is done."""
    try:
        asked = signing.loads(secret, salt=STOP)
    except signing.BadSignature:
        return False
    with work_in(Coalition.objects.get(pk=asked["coalition"])):
        reader = _reader(asked)
        if reader is not None:
            reader.delete()
    return True


def forget_unconfirmed(*, coalition: Coalition, at: datetime) -> None:
    """Addresses that somebody typed and nobody confirmed."""
    with work_in(coalition):
        Reader.objects.filter(coalition=coalition, confirmed_at=None, asked_at__lt=at - CONFIRM_WITHIN).delete()


def _reader(asked: dict[str, Any]) -> Reader | None:
    return Reader.objects.select_for_update().filter(coalition=asked["coalition"], pk=asked["reader"]).first()
