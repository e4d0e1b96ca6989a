"""The disagreements of a family as a page shows them: about whom, which two papers, since when, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kinbridge.accounts.models import Role
from kinbridge.consents.models.conflicts import Conflict
from kinbridge.consents.models.consent import Consent
from kinbridge.consents.models.other import OtherAuthority
from kinbridge.consents.models.paper_words import party_words, title
from kinbridge.consents.rules import CLASHES, Clash
from kinbridge.consents.rules.papers import paper_kind
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two papers in a few words. `link` says that this viewer may open it."""

    title: str
    made: date | None
    names: tuple[str, ...]
    gives: tuple[str, ...]
    gets: tuple[str, ...]
    consent: int | None = None
    paper: int | None = None
    link: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`second` is missing for an objection: there it is the objector's own words."""

    row: Conflict
    says: str
    cite: str
    first: Side
    second: Side | None


def disagreements(*, family: Family, by: Viewer) -> list[Disagreement]:
    """Those with a paper that this viewer may see; a privacy officer sees each. Newest first."""
    consents = set(Consent.objects.filter(family=family).seen_by(by).values_list("pk", flat=True))
    papers = set(OtherAuthority.objects.filter(family=family).seen_by(by).values_list("pk", flat=True))
    rows = Conflict.objects.filter(family=family).order_by("-pk")
    if by.role != Role.PRIVACY_OFFICER:
        seen = Q(consent__in=consents) | Q(other_consent__in=consents)
        rows = rows.filter(seen | Q(paper__in=papers) | Q(other_paper__in=papers))
    joined = ("person", "by_program", "resolved_by", "consent", "other_consent", "paper", "other_paper")
    return [_one(row, consents, papers) for row in rows.select_related(*joined)]


def _one(row: Conflict, consents: set[int], papers: set[int]) -> Disagreement:
    says = CLASHES[Clash(row.kind)]
    if row.consent is not None:
        second = _consent(row.other_consent, consents) if row.other_consent is not None else None
        return Disagreement(row, says.says, says.cite, _consent(row.consent, consents), second)
    assert row.paper is not None  # noqa: S101 - a constraint holds it
    assert row.other_paper is not None  # noqa: S101
    return Disagreement(row, says.says, says.cite, _paper(row.paper, papers), _paper(row.other_paper, papers))


def _consent(row: Consent, seen: set[int]) -> Side:
    parties = list(row.parties.order_by("pk"))
    said = party_words(party.key for party in parties)
    sides = {side: tuple(said[one.key] for one in parties if one.side == side) for side in ("shares", "receives")}
    names = tuple(row.signatures.order_by("pk").values_list("name", flat=True))
    link = row.pk in seen
    return Side("", row.signed_on, names, sides["shares"], sides["receives"], consent=row.pk, link=link)


def _paper(row: OtherAuthority, seen: set[int]) -> Side:
    said = party_words([*row.gives, *row.gets])
    gives, gets = (tuple(said[one] for one in some) for some in (row.gives, row.gets))
    named = title(paper_kind(row.kind, row.section))
    return Side(named, row.signed_on, (), gives, gets, paper=row.pk, link=row.pk in seen)
