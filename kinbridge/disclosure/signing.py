"""Counsel reads a state's rules, signs that very text, and may take the signature back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.jurisdiction import jurisdiction_of
from kinbridge.disclosure.models import PackSignature
from kinbridge.disclosure.models.signing import PackSignatureQuerySet
from kinbridge.disclosure.rules.packs import Entry, Pack, pack, read_packs
from kinbridge.disclosure.rules.state_law import rules_from

READERS = frozenset({Role.COUNSEL, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})


class ChangedMeanwhile(ValueError):
    """The text on file is no longer the one that was read."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A state's pack and the signature under it: `signature` for this very text, `older` for one before it."""

    pack: Pack
    own: bool
    signature: PackSignature | None
    older: PackSignature | None

    @property
    def unsure(self) -> int:
        """How many entries nobody has read in the source."""
        return sum(entry.confidence != "verified" for entry in self.pack.entries)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every pack on file. `missing` is the coalition's own state where it has none; `troubles` are unreadable files."""

    packs: tuple[Shelved, ...]
    missing: str
    troubles: tuple[str, ...]
    unsigned_stands: bool


def unsigned_stands() -> bool:
    """Whether this is a place, such as a demo, where state law counts before counsel has signed it."""
    return bool(settings.UNSIGNED_LAW_STANDS)


def to_sign(by: Viewer) -> Pack | None:
    """The rules of the coalition's own state, while they wait for this viewer, who is its counsel."""
    if by.role != Role.COUNSEL:
        return None
    own = next((one for one in shelf(by=by).packs if one.own), None)
    return own.pack if own is not None and own.signature is None else None


def shelf(*, by: Viewer) -> Shelf:
    """The packs as the viewer's coalition has signed them, its own state's first."""
    own, found = jurisdiction_of(by).state.upper(), read_packs()
    signed = {one.state: one for one in _signatures(by).standing()}
    shelved = sorted((_shelved(one, own, signed) for one in found.by_state.values()), key=lambda one: not one.own)
    missing = "" if own in found.by_state else own
    return Shelf(tuple(shelved), missing, found.troubles, unsigned_stands())


def shelved(*, state: str, by: Viewer) -> Shelved | None:
    found = pack(state)
    if found is None:
        return None
    signed = {one.state: one for one in _signatures(by).standing().filter(state=found.state)}
    return _shelved(found, jurisdiction_of(by).state.upper(), signed)


def history(*, state: str, by: Viewer) -> list[PackSignature]:
    """Every signature that was ever put under this state's rules here, the newest first."""
    return list(_signatures(by).filter(state=state.upper()).order_by("-signed_at", "-pk"))


def rests_on_unsigned(by: Viewer) -> str:
    """The name of the viewer's state where answers rest on rules that nobody has signed, as in a demo; or nothing."""
    found = pack(by.state) if unsigned_stands() else None
    if found is None or _signatures(by).standing().filter(state=found.state, sha256=found.sha256).exists():
        return ""
    return found.name


@transaction.atomic
def sign(*, state: str, sha256: str, name: str, license: str, by: Viewer, at: datetime) -> PackSignature:
    """Counsel's signature under the text with this hash. One under an earlier text ends."""
    _counsel_only(by)
    found = pack(state)
    if found is None or found.sha256 != sha256:
        raise ChangedMeanwhile("This text changed while you read it. Read it again, then sign.")
    _end(state=found.state, by=by, at=at)
    signature = PackSignature.objects.create(
        coalition_id=by.coalition_id,
        state=found.state,
        sha256=sha256,
        name=name,
        license=license,
        signed_by_id=by.worker,
        signed_at=at,
    )
    detail = {"state": found.state, "sha256": sha256}
    audit("law.signed", by=by, at=at, about=f"signature:{signature.pk}", detail=detail)
    return signature


@transaction.atomic
def take_back(*, state: str, by: Viewer, at: datetime) -> bool:
    """The signature no longer stands; whether there was one."""
    _counsel_only(by)
    ended = _end(state=state.upper(), by=by, at=at)
    if ended:
        audit("law.unsigned", by=by, at=at, about=f"pack:{state.upper()}", detail={"state": state.upper()})
    return ended


def _counsel_only(by: Viewer) -> None:
    if by.role != Role.COUNSEL:
        raise PermissionError("Counsel signs the rules of a state; ask the coalition's lawyer.")


def _end(*, state: str, by: Viewer, at: datetime) -> bool:
    standing = _signatures(by).standing().filter(state=state).select_for_update().first()
    if standing is None:
        return False
    standing.withdrawn_at, standing.withdrawn_by_id = at, by.worker
    standing.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return True


def _signatures(by: Viewer) -> PackSignatureQuerySet:
    return PackSignature.objects.filter(coalition=by.coalition_id)


def _shelved(one: Pack, own: str, signed: dict[str, PackSignature]) -> Shelved:
    signature = signed.get(one.state)
    good = signature is not None and signature.sha256 == one.sha256
    return Shelved(one, one.state == own, signature if good else None, None if good else signature)


def rules_of(entry: Entry) -> tuple[str, ...]:
    """The sentences of the rules that the gate makes from an entry, with their ids."""
    return tuple(f"{rule.id}: {rule.says}" for rule in rules_from((entry,)))
