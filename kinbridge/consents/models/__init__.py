"""Consents and the other papers on file, as rows and as the frozen facts that the rules take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from kinbridge.consents.models.agreements import Agreement, AgreementEvent
from kinbridge.consents.models.conflicts import Conflict
from kinbridge.consents.models.consent import Consent, ConsentEvent, ConsentParty, Proposal, Signature
from kinbridge.consents.models.emergencies import EmergencyNotice, EmergencyReview
from kinbridge.consents.models.facts import read_consent, read_paper
from kinbridge.consents.models.linked import has_other_records, limits_of_other_records
from kinbridge.consents.models.notices import Notice
from kinbridge.consents.models.other import OtherAuthority, PaperEvent
from kinbridge.consents.rules import Authority
from kinbridge.people.models import Family
from kinbridge.people.prepared import Prepared

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


CONSENTS = Prepared(lambda families: Consent.objects.filter(family__in=families).rows())
PAPERS = Prepared(lambda families: OtherAuthority.objects.filter(family__in=families).rows())
HOMES = Prepared(
    lambda families: Family.objects.filter(pk__in=families).values("pk", "coalition_id", linked=has_other_records())
)
LIMITED = Prepared(
    lambda consents: (
        Consent.objects.filter(pk__in=consents)
        .exclude(records_since=None, records_until=None)
        .values("pk", "records_since", "records_until")
    )
)
AGREEMENTS = Prepared(lambda coalitions: Agreement.objects.filter(coalition__in=coalitions).rows())


def papers_on_file(*, family: int, at: datetime | None = None) -> tuple[Authority, ...]:
    """Everything on file for a family, as the rules see it: four queries, whatever the number of papers.

    `at` is the hour: an emergency that ends at an hour counts only for whoever says what hour it is.
    """
    return papers_by_family([family], at=at)[family]


def papers_by_family(families: Iterable[int], *, at: datetime | None = None) -> dict[int, tuple[Authority, ...]]:
    """The same for several families, in the same four queries. A coalition's agreements hold for each of them.

    Where someone of a family has another record, what limits that one counts here too, at two queries more.
    """
    found: dict[int, list[Authority]] = {family: [] for family in families}
    for row in CONSENTS(found):
        found[row["family_id"]].append(read_consent(row))
    for row in PAPERS(found):
        found[row["family_id"]].append(read_paper(row, at=at))
    homes = HOMES(found)
    between = [(row["coalition_id"], read_paper(row)) for row in AGREEMENTS(home["coalition_id"] for home in homes)]
    for home in homes:
        found[home["pk"]].extend(paper for coalition, paper in between if coalition == home["coalition_id"])
    for family, limit in limits_of_other_records([home["pk"] for home in homes if home["linked"]]):
        found[family].append(limit)
    return {family: tuple(papers) for family, papers in found.items()}


def windows(consents: list[int]) -> dict[int, tuple[date | None, date | None]]:
    """Those of these consents that are limited to what happened on certain days: since the first, before the second."""
    return {row["pk"]: (row["records_since"], row["records_until"]) for row in LIMITED(consents)}
