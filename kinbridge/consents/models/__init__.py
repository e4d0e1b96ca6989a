"""Consents and the other papers on file, as rows and as the frozen facts that the rules take."""

from __future__ import annotations

from datetime import date

from kinbridge.consents.models.consent import Consent, ConsentEvent, ConsentParty, Proposal, Signature
from kinbridge.consents.models.other import OtherAuthority
from kinbridge.consents.rules import Authority

__all__ = [
    "Consent",
    "ConsentEvent",
    "ConsentParty",
    "OtherAuthority",
    "Proposal",
    "Signature",
    "papers_on_file",
    "windows",
]


def papers_on_file(*, family: int) -> tuple[Authority, ...]:
    """Everything on file for a family, as the rules see it: two queries, whatever the number of papers."""
    return (*Consent.objects.filter(family=family).facts(), *OtherAuthority.objects.filter(family=family).facts())


def windows(consents: list[int]) -> dict[int, tuple[date | None, date | None]]:
    """Those of these consents that are limited to what happened on certain days: since the first, before the second."""
    limited = Consent.objects.filter(pk__in=consents).exclude(records_since=None, records_until=None)
    return {pk: (since, until) for pk, since, until in limited.values_list("pk", "records_since", "records_until")}
