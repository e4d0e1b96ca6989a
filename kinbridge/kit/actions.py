"""Send the kit as a text message, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kinbridge.audit.actions import record as audit
from kinbridge.directory.models import Viewer
from kinbridge.kit.reading import Found
from kinbridge.kit.words import lines
from kinbridge.reminders.sending import SendsTexts

LONGEST = 600
FIRST_LINES = 3


def message(found: Iterable[Found]) -> str:
    """The kit in a few lines, in the language of the page. It names no sender: others may read the phone."""
    parts = [f"{line.number} {line.words}" for line in lines()[:FIRST_LINES]]
    parts += [
        f"{one.words}: {place.name}, {place.address or _('call')} {place.phone}".strip()
        for one in found
        for place in one.places[:1]
    ]
    return "\n".join(parts)[:LONGEST]


@transaction.atomic
def send(*, found: Iterable[Found], to: str, through: SendsTexts, by: Viewer, at: datetime) -> None:
    """The audit says that a kit was sent, and neither to which number nor near which place. Raises OSError."""
    audit("kit.texted", by=by, at=at)
    through.send(to=to, words=message(found))
