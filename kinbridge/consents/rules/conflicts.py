"""Two papers that cannot both be right: who may decide for someone is then for a person to say, not for software.

A conflict is written down when the second paper is put on file, or when someone objects. From that day neither paper
is used, and nothing opens, until a named person says which one stands and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kinbridge.consents.rules.authority import Authority, Kind, Signer, Term
from kinbridge.consents.rules.validity import State, state
from kinbridge.core.vocabulary import Relation


class Clash(StrEnum):
    OBJECTION = "objection"
    YOUTH_AND_PARENT = "youth_and_parent"
    TWO_TO_ACT = "two_to_act"
    TWO_ORDERS = "two_orders"


class Says(NamedTuple):
    says: str
    cite: str


ACCOUNTS: dict[Clash, Says] = {
    Clash.OBJECTION: Says(
        "Someone else who may decide for this person objects to the consent.",
        "45 CFR 164.502(g)(3); 42 CFR 2.14; 25 USC 1912",
    ),
    Clash.YOUTH_AND_PARENT: Says(
        "The young person and a parent each signed a paper, and the two do not say the same.", "42 CFR 2.14"
    ),
    Clash.TWO_TO_ACT: Says(
        "Two papers in force name different people to act for this person.", "45 CFR 164.502(g); 42 CFR 2.15(a)"
    ),
    Clash.TWO_ORDERS: Says(
        "Two orders in force give the same power over this child to different people.", "45 CFR 164.502(g)(3)"
    ),
}
POWERS = frozenset({Term.LEGAL_CUSTODY, Term.PLACEMENT, Term.HEALTH_DECISIONS, Term.EDUCATION_DECISIONS})
PARENTS = frozenset({Signer.PARENT, Signer.GUARDIAN})


def clash(one: Authority, other: Authority, *, subject: Relation | None, on: date) -> Clash | None:
    """In what these two disagree on that day, where they are about the same person and both would be used."""
    if one.id == other.id or one.subject is None or one.subject != other.subject:
        return None
    if not (_would_count(one, on) and _would_count(other, on)):
        return None
    if one.kind is other.kind is Kind.CONSENT:
        return Clash.YOUTH_AND_PARENT if subject is Relation.YOUTH and _youth_and_parent(one, other) else None
    if one.recipients == other.recipients:
        return None
    if one.kind is other.kind is Kind.REPRESENTATIVE:
        return Clash.TWO_TO_ACT
    if one.kind is other.kind is Kind.CUSTODY_ORDER and one.terms & other.terms & POWERS:
        return Clash.TWO_ORDERS
    return None


def clashing(
    paper: Authority, beside: Iterable[Authority], *, subject: Relation | None, on: date
) -> tuple[tuple[str, Clash], ...]:
    """The other papers on file that this one cannot stand beside, by id, in a stable order."""
    found = ((other.id, clash(paper, other, subject=subject, on=on)) for other in sorted(beside, key=lambda p: p.id))
    return tuple((id, what) for id, what in found if what is not None)


def _would_count(paper: Authority, on: date) -> bool:
    return state(paper, on=on) in (State.IN_FORCE, State.NOT_YET, State.CONTESTED) and not paper.defects


def _youth_and_parent(one: Authority, other: Authority) -> bool:
    """One signed by the young person alone, one by a parent alone, about the same record, but not the same sharing."""
    sides = {_signed_by(one), _signed_by(other)}
    same_record = not one.disclosers.isdisjoint(other.disclosers) and not one.categories.isdisjoint(other.categories)
    differs = (one.recipients, one.categories, one.purposes) != (other.recipients, other.categories, other.purposes)
    return sides == {"youth", "parent"} and same_record and differs


def _signed_by(paper: Authority) -> str:
    youth, parent = Signer.SUBJECT in paper.signers, bool(paper.signers & PARENTS)
    if youth and parent:
        return "both"
    return "youth" if youth else "parent" if parent else ""
