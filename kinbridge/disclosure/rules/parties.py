"""The record, and who asks for it: the two ends of a disclosure, as frozen facts that rows can fill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter

from kinbridge.consents.rules import Party, everyone_of, organization, person, program, role
from kinbridge.core.vocabulary import CHILD_WELFARE, Category, OrganizationKind, Regime, Relation, Standing
from kinbridge.disclosure.rules.kept import Kept, found_once, kept

PROVIDERS = frozenset(
    {
        OrganizationKind.OPIOID_TREATMENT_PROGRAM,
        OrganizationKind.TREATMENT_PROGRAM,
        OrganizationKind.HOSPITAL,
        OrganizationKind.CLINIC,
    }
)
COVERED = frozenset({OrganizationKind.HOSPITAL, OrganizationKind.CLINIC, OrganizationKind.HEALTH_PLAN})
HEALTH_CARE = PROVIDERS | {OrganizationKind.HEALTH_PLAN}
COURTS = frozenset({OrganizationKind.COURT, OrganizationKind.TRIBAL_COURT})
LAWYERS = frozenset({OrganizationKind.DEFENSE_COUNSEL, OrganizationKind.PROSECUTOR})
POLICE = frozenset({OrganizationKind.LAW_ENFORCEMENT, OrganizationKind.PROBATION, OrganizationKind.PROSECUTOR})
MONITORS = frozenset({OrganizationKind.PROBATION, OrganizationKind.PROSECUTOR, OrganizationKind.COURT})
"""Whom in criminal justice a person may let watch over a condition of release (42 CFR 2.35)."""
CHILDS_VOICE = frozenset({OrganizationKind.GAL, OrganizationKind.CASA})
NOT_OVERSIGHT = CHILD_WELFARE | COURTS | LAWYERS | POLICE | CHILDS_VOICE | frozenset(Standing)
"""Who decides about the people in a record; an audit is never theirs."""


class ReceivedUnder(StrEnum):
    """How the one who now holds a record came by it, where that was not by making it."""

    TPO_CONSENT = "part2_consent_tpo"
    CONSENT = "part2_consent_other"
    MANDATED_REPORT = "mandated_report"
    QSOA = "qsoa"
    EMERGENCY = "medical_emergency"
    RESEARCH = "research_approval"
    AUDIT = "audit_agreement"
    COURT_ORDER = "court_order"
    DV_RELEASE = "dv_release"
    FERPA_CUSTODY = "ferpa_usa"
    FROM_THE_PERSON = "self_disclosed"
    OTHER = "other"


FOR_STUDY = frozenset({ReceivedUnder.RESEARCH, ReceivedUnder.AUDIT})
"""What came this way goes back to the program, and to no one else (42 CFR 2.52(b), 2.53(f))."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """What would be shared, by its label: whose record it is, about whom, of what sort, under which laws.

    Leave the holder empty where the program that made it still holds it. `names` are further ways a paper may name
    the source, such as the words on an old form.
    """

    regimes: frozenset[Regime]
    category: Category | None
    subject: object = None
    subject_role: Relation | None = None
    source_organization: object = None
    source_kind: OrganizationKind | None = None
    source_program: object = None
    holder_organization: object = None
    holder_kind: OrganizationKind | None = None
    received_under: ReceivedUnder | None = None
    jurisdiction: str = ""
    names: frozenset[Party] = frozenset()

    def about(self, subject: object) -> Item:
        """The same record of another person: nothing that is found of it depends on who that is."""
        other = object.__new__(Item)
        vars(other).update(vars(self), subject=subject, plain=self.plain, disclosers=self.disclosers)
        return other

    @property
    def at_source(self) -> bool:
        return self.received_under is None and self.holder_organization in (None, self.source_organization)

    @property
    def holding_organization(self) -> object:
        return self.source_organization if self.holder_organization is None else self.holder_organization

    @found_once
    def disclosers(self) -> frozenset[Party]:
        """Every way a paper may name who gives: the source, and whoever holds it now."""
        source = _ways(self.source_organization, self.source_program, self.source_kind)
        holder = _ways(self.holder_organization, None, self.holder_kind)
        return frozenset((*source, *holder)) | self.names

    @found_once
    def plain(self) -> Kept:
        """All of it but the names: of those, which are known, and whether the source itself holds the record."""
        source, holder = self.source_organization, self.holder_organization
        at_source = None if holder is None else holder == source
        return self.plain_with(self.subject is not None, source is not None, self.source_program is not None, at_source)

    def plain_with(self, subject: bool, source: bool, program: bool, at_source: bool | None) -> Kept:
        """The same for a record like this one, of which other names are known."""
        return kept((_of_item(self), subject, source, program, at_source))


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who would receive it. `kind` is what their organization is, or how they stand to the person if they ask as one.

    `treats` says that they have a treating (or, for a plan, covering) relationship with the person it is about.
    """

    kind: OrganizationKind | Standing | None
    role: str = ""
    organization: object = None
    program: object = None
    person: object = None
    covered_entity: bool | None = None
    business_associate: bool = False
    part2_program: bool = False
    treats: bool = False
    names: frozenset[Party] = frozenset()

    @property
    def is_covered(self) -> bool:
        return self.kind in COVERED if self.covered_entity is None else self.covered_entity

    @found_once
    def parties(self) -> frozenset[Party]:
        """Every way a paper may name who gets it."""
        ways = [*_ways(self.organization, self.program, self.kind)]
        if self.person is not None:
            ways.append(person(self.person))
        if self.role:
            ways.append(role(self.role))
        return frozenset(ways) | self.names

    @found_once
    def plain(self) -> Kept:
        """All but the names."""
        return kept(_of_asker(self))


PLAIN_OF_ITEM, PLAIN_OF_ASKER = (
    tuple(field.name for field in fields(kind) if field.name not in names)
    for kind, names in (
        (Item, {"subject", "source_organization", "source_program", "holder_organization", "names"}),
        (Asker, {"organization", "program", "person", "names"}),
    )
)
_of_item, _of_asker = attrgetter(*PLAIN_OF_ITEM), attrgetter(*PLAIN_OF_ASKER)


def inherited(items: Iterable[Item]) -> frozenset[Regime]:
    """The laws on something made from these: a summary, a count, an alert keeps every law of what went into it."""
    return frozenset[Regime]().union(*(item.regimes for item in items))


def _ways(org: object, prog: object, kind: OrganizationKind | Standing | None) -> Iterator[Party]:
    if org is not None:
        yield organization(org)
    if prog is not None:
        yield program(prog)
    if kind is not None:
        yield everyone_of(kind)
