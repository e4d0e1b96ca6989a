"""Consents and the other papers on file, as rows and as the frozen facts that the rules take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kinbridge.consents.models.consent import Consent, ConsentEvent, ConsentParty, Proposal, Signature
from kinbridge.consents.models.notices import Notice
from kinbridge.consents.models.other import OtherAuthority
from kinbridge.consents.rules import Authority

__all__ = [
    "Consent",
    "ConsentEvent",
    "ConsentParty",
    "Notice",
    "OtherAuthority",
    "Proposal",
    "Signature",
    "papers_by_family",
    "papers_on_file",
    "windows",
]


def papers_on_file(*, family: int) -> tuple[Authority, ...]:
    """Everything on file for a family, as the rules see it: two queries, whatever the number of papers."""
    return papers_by_family([family])[family]


def papers_by_family(families: Iterable[int]) -> dict[int, tuple[Authority, ...]]:
    """The same for several families, in the same two queries."""
    found: dict[int, list[Authority]] = {family: [] for family in families}
    for papers in (Consent.objects, OtherAuthority.objects):
        for family, paper in papers.filter(family__in=found).filed():
            found[family].append(paper)
    return {family: tuple(papers) for family, papers in found.items()}


def windows(consents: list[int]) -> dict[int, tuple[date | None, date | None]]:
    """Those of these consents that are limited to what happened on certain days: since the first, before the second."""
    limited = Consent.objects.filter(pk__in=consents).exclude(records_since=None, records_until=None)
    return {pk: (since, until) for pk, since, until in limited.values_list("pk", "records_since", "records_until")}
