"""Consents and the other papers on file, as rows and as the frozen facts that the rules take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from kinbridge.consents.models.agreements import Agreement, AgreementEvent
from kinbridge.consents.models.conflicts import Conflict
from kinbridge.consents.models.consent import Consent, ConsentEvent, ConsentParty, Proposal, Signature
from kinbridge.consents.models.emergencies import EmergencyNotice, EmergencyReview
from kinbridge.consents.models.notices import Notice
from kinbridge.consents.models.other import OtherAuthority, PaperEvent
from kinbridge.consents.rules import Authority
from kinbridge.people.models import Family

__all__ = [
    "Agreement",
    "AgreementEvent",
    "Conflict",
    "Consent",
    "ConsentEvent",
    "ConsentParty",
    "EmergencyNotice",
    "EmergencyReview",
    "Notice",
    "OtherAuthority",
    "PaperEvent",
    "Proposal",
    "Signature",
    "papers_by_family",
    "papers_on_file",
    "windows",
]


def papers_on_file(*, family: int, at: datetime | None = None) -> tuple[Authority, ...]:
    """Everything on file for a family, as the rules see it: four queries, whatever the number of papers.

    `at` is the hour: an emergency that ends at an hour counts only for whoever says what hour it is.
    """
    return papers_by_family([family], at=at)[family]


def papers_by_family(families: Iterable[int], *, at: datetime | None = None) -> dict[int, tuple[Authority, ...]]:
    """The same for several families, in the same four queries. A coalition's agreements hold for each of them."""
    found: dict[int, list[Authority]] = {family: [] for family in families}
    for family, paper in Consent.objects.filter(family__in=found).filed():
        found[family].append(paper)
    for family, paper in OtherAuthority.objects.filter(family__in=found).filed(at=at):
        found[family].append(paper)
    homes = dict(Family.objects.filter(pk__in=found).values_list("pk", "coalition_id"))
    between = Agreement.objects.filter(coalition__in=set(homes.values())).filed()
    for family, coalition in homes.items():
        found[family].extend(paper for home, paper in between if home == coalition)
    return {family: tuple(papers) for family, papers in found.items()}


def windows(consents: list[int]) -> dict[int, tuple[date | None, date | None]]:
    """Those of these consents that are limited to what happened on certain days: since the first, before the second."""
    limited = Consent.objects.filter(pk__in=consents).exclude(records_since=None, records_until=None)
    return {pk: (since, until) for pk, since, until in limited.values_list("pk", "records_since", "records_until")}
