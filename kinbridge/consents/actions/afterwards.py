"""What may happen to a consent after it was signed. The paper stays as it is; an event stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions.telling import TAKE_BACK, still_named, tell
from kinbridge.consents.actions.trouble import AlreadyEnded, NotYours
from kinbridge.consents.actions.writing import happened, still_open
from kinbridge.consents.models import Consent, ConsentEvent
from kinbridge.consents.models.consent import WATCH_OVER_RECORDS
from kinbridge.directory.models import Viewer


@transaction.atomic
def revoke(
    *,
    consent: Consent,
    by: Viewer,
    at: datetime,
    channel: str = ConsentEvent.Channel.SCREEN,
    parties: Iterable[int] = (),
    spoken: bool = False,
) -> ConsentEvent:
    """Take a consent back, wholly or from some of its receivers (ids of ConsentParty). It counts at once, and everyone
    who received something under it is told.

    Said out loud (`spoken`), it puts the consent on hold until it is in writing; both stop all sharing. Raises
    AlreadyEnded when it was taken back or replaced before; a replaced one is taken back at its newest.
    """
    consent = still_open(consent)
    left = {party.pk for party in still_named(consent)}
    chosen = sorted(set(parties) & left)
    whole = not chosen or set(chosen) == left
    kind = ConsentEvent.Kind.HELD if spoken else ConsentEvent.Kind.REVOKED
    event = happened(
        kind,
        consent=consent,
        by=by,
        at=at,
        channel=channel,
        parties=[] if whole or spoken else chosen,
    )
    act = "consent.held" if spoken else "consent.revoked"
    about = f"consent:{consent.pk}"
    audit(
        act,
        by=by,
        at=at,
        family_id=consent.family_id,
        about=about,
        citations=[TAKE_BACK],
        detail={"from": event.parties},
    )
    tell(event=event, by=by, at=at)
    return event


def may_call_wrong(*, consent: Consent, by: Viewer) -> bool:
    return (by.on_behalf_of is not None and by.on_behalf_of == consent.recorded_for_id) or by.role in WATCH_OVER_RECORDS


@transaction.atomic
def withdraw_in_error(*, consent: Consent, by: Viewer, at: datetime, words: str = "") -> ConsentEvent:
    """Say that the paper should never have been put on file, such as for the wrong person. Nothing was taken back."""
    if not may_call_wrong(consent=consent, by=by):
        raise NotYours("Only the program that wrote this down, or a privacy officer, may say it was a mistake.")
    return _note(ConsentEvent.Kind.ENTERED_IN_ERROR, "consent.entered_in_error", consent, by, at, words)


@transaction.atomic
def end(*, consent: Consent, by: Viewer, at: datetime, words: str = "") -> ConsentEvent:
    """Say that the event it was to end with has happened."""
    return _note(ConsentEvent.Kind.ENDED, "consent.ended", consent, by, at, words)


@transaction.atomic
def doubt(*, consent: Consent, by: Viewer, at: datetime, words: str = "") -> ConsentEvent:
    """Say that it may not have been a free or true choice. The privacy officer must look; until then it is not used."""
    return _note(ConsentEvent.Kind.DOUBTED, "consent.doubted", consent, by, at, words)


def _note(kind: str, act: str, consent: Consent, by: Viewer, at: datetime, words: str) -> ConsentEvent:
    try:
        with transaction.atomic():
            event = happened(kind, consent=consent, by=by, at=at, words=words)
    except IntegrityError:
        raise AlreadyEnded("This was written down before; there is nothing to add.") from None
    audit(act, by=by, at=at, family_id=consent.family_id, about=f"consent:{consent.pk}")
    return event
