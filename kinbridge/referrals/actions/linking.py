"""Make, open, answer by and take back the link that a program without accounts is given."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.core.decision import Decision
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import receiving
from kinbridge.referrals.actions.asking import may_be_answered, still_reaches
from kinbridge.referrals.actions.moving import locked, move
from kinbridge.referrals.actions.trouble import AlreadyAnswered, NotPermitted, NotYours
from kinbridge.referrals.models import Link, Referral
from kinbridge.referrals.rules import OPEN, Status
from kinbridge.referrals.rules.links import ANSWERS, CODE_DIGITS, LAST, WORKS_FOR, WRONG_CODES


@dataclass(frozen=True, slots=True)
class Told:
    """A new link, told once and kept nowhere: the secret goes by letter or mail, the code by phone."""

    link: Link
    secret: str
    code: str


def digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


@transaction.atomic
def make_link(*, referral_id: int, by: Viewer, at: datetime) -> Told:
    """A new link; the one before stops working.

    Raises `NotPermitted` where the other program may not tell the sender by the laws its records are under, and
    `AlreadyAnswered` where there is nothing to answer, or the program has accounts of its own.
    """
    referral = locked(referral_id, by=by)
    if referral.from_program_id != by.program_id or not referral.outside or referral.status not in OPEN:
        raise AlreadyAnswered("A link is for an open referral to a program where nobody has an account.")
    for decision in (may_be_answered(referral, by=by, at=at), still_reaches(referral, at=at)):
        if not decision.allowed:
            raise NotPermitted(decision)
    _end(referral, Link.End.TAKEN_BACK, by=by, at=at)
    secret, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    link = Link.objects.create(
        referral=referral,
        family_id=referral.family_id,
        coalition_id=referral.coalition_id,
        digest=digest(secret),
        code=digest(digest(secret), code),
        made_at=at,
        made_by_id=by.worker,
        expires_at=at + WORKS_FOR,
    )
    _audit("referral.link_made", link, by=by, at=at)
    return Told(link, secret, code)


@transaction.atomic
def take_back_link(*, referral_id: int, by: Viewer, at: datetime) -> None:
    """The link stops working at once."""
    referral = locked(referral_id, by=by)
    if referral.from_program_id != by.program_id:
        raise NotYours
    _end(referral, Link.End.TAKEN_BACK, by=by, at=at)


def _end(referral: Referral, how: Link.End, *, by: Viewer, at: datetime) -> None:
    for link in Link.objects.select_for_update().filter(referral=referral, ended_at__isnull=True):
        link.ended_at, link.ended = at, how
        link.save(update_fields=["ended_at", "ended"])
        _audit(f"referral.link_{how.value}", link, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Open:
    """A link that works now: its referral, and the decision under which its words may be read there."""

    link: Link
    referral: Referral
    decision: Decision

    def is_held_by(self, key: str) -> bool:
        """Whether this is the one browser that the code was typed into."""
        return bool(key) and secrets.compare_digest(self.link.bound, digest(key))


@transaction.atomic
def find_link(*, secret: str, at: datetime) -> Open | None:
    """The link behind a secret; None when it is unknown, expired, ended, or the law closed it since."""
    live = Link.objects.filter(
        digest=digest(secret), ended_at__isnull=True, expires_at__gt=at, referral__status__in=OPEN
    )
    joined = (f"referral__{name}" for name in ("family", "person", "from_program__organization"))
    link = live.select_related("made_by", "referral__to_program__organization", *joined).first()
    if link is None:
        return None
    referral, sender = link.referral, receiving(link.referral.from_program)
    decision = still_reaches(referral, at=at)
    if not decision.allowed or not may_be_answered(referral, by=sender, at=at).allowed:
        return None
    return Open(link, referral, decision)


@transaction.atomic
def try_code(*, found: Open, code: str, at: datetime) -> str | None:
    """The key for the browser that typed the right code; None for a wrong one, and once another browser has it."""
    outside = receiving(found.referral.to_program)
    link = Link.objects.select_for_update().filter(pk=found.link.pk, ended_at__isnull=True, bound="").first()
    if link is None:
        return None
    if not secrets.compare_digest(link.code, digest(link.digest, code)):
        link.wrong += 1
        link.save(update_fields=["wrong"])
        _audit("referral.link_wrong_code", link, by=outside, at=at)
        if link.wrong >= WRONG_CODES:
            _end(found.referral, Link.End.GUESSED, by=outside, at=at)
        return None
    key = secrets.token_urlsafe(32)
    link.bound = digest(key)
    link.save(update_fields=["bound"])
    _audit("referral.link_opened", link, by=outside, at=at)
    return key


@transaction.atomic
def answer_by_link(*, found: Open, step: Status, at: datetime, reason: str = "") -> Referral:
    """Take one of the few steps that a link may take; raises what `answer` raises."""
    if step not in ANSWERS:
        raise AlreadyAnswered("This cannot be answered by a link; call the person who sent it.")
    outside = receiving(found.referral.to_program)
    held = locked(found.referral.pk, by=outside)  # before the link, as whoever takes the link back does
    if not Link.objects.select_for_update().filter(pk=found.link.pk, ended_at__isnull=True).exists():
        raise AlreadyAnswered("This link was taken back a moment ago; call the person who sent it.")
    referral = move(held, step=step, by=outside, at=at, reason=reason)
    if step in LAST:
        _end(referral, Link.End.ANSWERED, by=outside, at=at)
    return referral


def _audit(act: str, link: Link, *, by: Viewer, at: datetime) -> None:
    audit(act, by=by, at=at, family_id=link.family_id, about=f"referral:{link.referral_id}", detail={"link": link.pk})
