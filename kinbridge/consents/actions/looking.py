"""Open one paper: where it stands, its words, who signed, what happened since, and who received something by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions.preparing import person_in
from kinbridge.consents.actions.telling import Receiver, may_see_receivers, received_under
from kinbridge.consents.models import Consent, ConsentEvent, Notice, Signature, papers_on_file
from kinbridge.consents.models.standing import Standing, standings
from kinbridge.consents.models.terms import filled, terms_of
from kinbridge.consents.wording import CURRENT, Text, compose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as the page shows it; `lines` are the points of what was drawn, a text for each line."""

    row: Signature
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One consent. `received` and `told` are None where it is not for the viewer to know whom it let see something."""

    standing: Standing
    text: tuple[tuple[str, tuple[str, ...]], ...]
    signatures: tuple[Signed, ...]
    events: tuple[ConsentEvent, ...]
    received: tuple[Receiver, ...] | None
    told: tuple[Notice, ...] | None

    @property
    def consent(self) -> Consent:
        return self.standing.consent


@transaction.atomic
def open_paper(*, family: Family, pk: int, by: Viewer, at: datetime, language: str = "") -> Paper:
    """One consent the viewer may see, in the language it was signed in or another. Raises Consent.DoesNotExist.

    The signed words are shown as they were kept. In another language, or for a paper from elsewhere, they are put
    together anew from what it says; that text is a help for reading and was not signed.
    """
    chosen = Consent.objects.filter(family=family, pk=pk).seen_by(by)
    on = day_of(at)
    found = standings(chosen, papers=papers_on_file(family=family.pk), on=on)
    if not found:
        raise Consent.DoesNotExist
    consent = found[0].consent
    open_to_viewer = may_see_receivers(consent=consent, by=by)
    audit("consent.seen", by=by, at=at, family_id=family.pk, about=f"consent:{consent.pk}")
    return Paper(
        standing=found[0],
        text=_text(consent, language or consent.language),
        signatures=tuple(Signed(one, _lines(one)) for one in consent.signatures.order_by("pk")),
        events=tuple(consent.events.select_related("by", "by_program").order_by("pk")),
        received=received_under(consent) if open_to_viewer else None,
        told=_told(consent) if open_to_viewer else None,
    )


def _text(consent: Consent, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if consent.text and language == consent.language:
        parts = [part.split("\n") for part in consent.text.strip().split("\n\n")]
        return tuple((lines[0], tuple(lines[1:])) for lines in parts)
    if not consent.readable:
        return ()
    text = worded(consent, language=language)
    points = (*text.particulars, *text.points) if consent.text else text.particulars
    return ((text.title, ()), *((point.heading, point.lines) for point in points))


def worded(consent: Consent, *, language: str) -> Text:
    """What a signed consent says, put into words anew."""
    terms = terms_of(consent)
    person = person_in(consent.family_id, consent.person_id)
    return compose(filled(terms, person=person), language=language, version=consent.form_version or CURRENT)


def _lines(signature: Signature) -> tuple[str, ...]:
    return tuple(
        " ".join(f"{x},{y}" for x, y in zip(line[::2], line[1::2], strict=False)) for line in signature.strokes
    )


def _told(consent: Consent) -> tuple[Notice, ...]:
    """Every notice about it, the newest first."""
    notices = Notice.objects.filter(event__consent=consent).select_related("program", "read_by", "event")
    return tuple(notices.order_by("-event", "program__name", "pk"))
