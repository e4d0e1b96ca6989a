"""The rows of one consent, and of what happened to it. Called by the verbs, in their transactions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kinbridge.consents.actions.trouble import AlreadyEnded
from kinbridge.consents.models import Consent, ConsentEvent, ConsentParty, OtherAuthority, PaperEvent, Signature
from kinbridge.consents.models.filed import How
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family


def write(
    *,
    family: Family,
    terms: Terms,
    signings: Sequence[Signing],
    by: Viewer,
    at: datetime,
    **said: object,
) -> Consent:
    at_home = {"family": family, "coalition_id": family.coalition_id}
    text_hash = str(said.get("text_hash", ""))
    consent = Consent.objects.create(
        **at_home,
        person_id=terms.person,
        form=terms.form,
        language=terms.language,
        categories=list(terms.categories),
        withheld=list(terms.withheld),
        purposes=list(terms.purposes),
        records_since=terms.records_since,
        records_until=terms.records_until,
        starts_on=terms.starts_on,
        expires_on=terms.expires_on,
        until_event=terms.until_event,
        signers=sorted({one.capacity for one in signings}),
        recorded_on=day_of(at),
        recorded_at=at,
        recorded_by_id=by.user_id,
        recorded_for_id=by.on_behalf_of,
        **said,
    )
    sides = ((ConsentParty.Side.SHARES, terms.shares), (ConsentParty.Side.RECEIVES, terms.receives))
    ConsentParty.objects.bulk_create(
        ConsentParty(consent=consent, side=side, **at_home, **_named(party))
        for side, parties in sides
        for party in parties
    )
    Signature.objects.bulk_create(
        Signature(
            consent=consent,
            person_id=one.person_id,
            name=one.name,
            capacity=one.capacity,
            relation=one.relation,
            method=one.method,
            strokes=[list(line) for line in one.strokes],
            signed_at=at if text_hash else None,
            text_hash=text_hash,
            evidence=dict(one.evidence),
            **at_home,
        )
        for one in signings
    )
    return consent


def _named(party: str) -> dict[str, str]:
    kind, _, rest = party.partition(":")
    if kind in ("program", "organization"):
        return {f"{kind}_id": rest}
    return {"name": rest if kind == "name" else party}


def still_open(consent: Consent) -> Consent:
    """The consent, locked. Raises AlreadyEnded when it was taken back or replaced before.

    Whoever comes second waits here, so a paper is never replaced and taken back at once; a constraint says so as well.
    """
    held = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    ends = [ConsentEvent.Kind.REVOKED, ConsentEvent.Kind.SUPERSEDED]
    if ConsentEvent.objects.filter(consent=held, kind__in=ends, parties=[]).exists():
        raise AlreadyEnded("This was taken back or replaced before; look at the newest one.")
    return held


def end_at_once(paper: OtherAuthority, *, how: How, by: Viewer, at: datetime) -> PaperEvent:
    """A paper other than a consent ends today, because of what someone decided about it."""
    return PaperEvent.objects.create(
        paper=paper,
        family_id=paper.family_id,
        coalition_id=paper.coalition_id,
        kind=PaperEvent.Kind.ENDED,
        how=how,
        day=day_of(at),
        at=at,
        by_id=by.user_id,
        by_program_id=by.on_behalf_of,
    )


def happened(
    kind: str,
    *,
    consent: Consent,
    by: Viewer,
    at: datetime,
    channel: str = "",
    words: str = "",
    parties: Sequence[int] = (),
) -> ConsentEvent:
    return ConsentEvent.objects.create(
        family_id=consent.family_id,
        coalition_id=consent.coalition_id,
        consent=consent,
        kind=kind,
        day=day_of(at),
        at=at,
        by_id=by.user_id,
        by_program_id=by.on_behalf_of,
        channel=channel,
        words=words,
        parties=list(parties),
    )
