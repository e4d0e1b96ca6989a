"""Whose state law an answer rests on, and whether that law stands here: counsel signed it, or this is a demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from kinbridge.directory.models import Coalition, Viewer
from kinbridge.disclosure.models import PackSignature
from kinbridge.disclosure.rules.packs import pack

NOWHERE = "--"
"""A coalition without a state: no state has that code, so what rests on state law is a no."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    state: str
    signed: bool


def jurisdiction_of(by: Viewer) -> Jurisdiction:
    """The state of the viewer's coalition. A signature counts for the very text it was put under."""
    state = by.state or _state_of(by.coalition_id) or NOWHERE
    found = pack(state)
    if settings.UNSIGNED_LAW_STANDS or found is None:
        return Jurisdiction(state, signed=settings.UNSIGNED_LAW_STANDS)
    return Jurisdiction(state, signed=is_signed(coalition=by.coalition_id, state=found.state, sha256=found.sha256))


def is_signed(*, coalition: int, state: str, sha256: str) -> bool:
    standing = PackSignature.objects.standing()
    return standing.filter(coalition=coalition, state=state, sha256=sha256).exists()


def _state_of(coalition: int) -> str:
    return Coalition.objects.filter(pk=coalition).values_list("state", flat=True).first() or ""
