"""A paper on file, as frozen facts: a consent, an order, an agreement, a report, or a limit the person set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from kinbridge.consents.rules.defects import Defect
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Standing

Party = NewType("Party", str)
"""One way of saying who: an organization, a program, a person, a kind of organization, a role, a class in a form."""

TREATMENT_CLASS = Party("class:treating providers, plans, payers and people helping to operate the program")
TREATING_MEMBERS = Party("class:members of the exchange with a treating relationship")

Days = tuple[date | None, date | None]
"""Since the first, before the second; None is open."""

ANY_HOLDER = Party("class:anyone who holds the record")
"""For papers that bind whoever holds the record, such as a custody order. Said outright: a blank never means it."""


def organization(key: object) -> Party:
    return Party(f"organization:{key}")


def program(key: object) -> Party:
    return Party(f"program:{key}")


def person(key: object) -> Party:
    return Party(f"person:{key}")


def everyone_of(kind: OrganizationKind | Standing) -> Party:
    """A class of persons, such as "the county child welfare agency"."""
    return Party(f"kind:{kind}")


def role(name: str) -> Party:
    return Party(f"role:{name}")


def named(name: str) -> Party:
    """A name as it stands on the paper, where no id is known."""
    return Party(f"name:{name.strip().casefold()}")


class Kind(StrEnum):
    CONSENT = "consent"
    QSOA = "qsoa"
    BUSINESS_ASSOCIATE = "baa"
    INTERMEDIARY = "intermediary_agreement"
    CONTRACT = "written_contract"
    DATA_USE = "data_use_agreement"
    AUDIT = "audit_agreement"
    RESEARCH = "research_approval"
    COURT_ORDER = "court_order"
    CUSTODY_ORDER = "custody_order"
    APPOINTMENT = "appointment_order"
    SUBPOENA = "subpoena"
    WARRANT = "warrant"
    MANDATED_REPORT = "mandated_report"
    STATE_LAW = "state_law"
    EMERGENCY = "emergency_declaration"
    REPRESENTATIVE = "personal_representative"
    PARTICIPATION = "participation_agreement"
    DEIDENTIFICATION = "deid_cert"
    RESTRICTION = "restriction"
    SAFETY_FLAG = "dv_flag"


NEGATIVE = frozenset({Kind.RESTRICTION, Kind.SAFETY_FLAG})
"""Papers that only ever close a door."""


ABOUT_NO_ONE = frozenset(
    {
        Kind.QSOA,
        Kind.BUSINESS_ASSOCIATE,
        Kind.INTERMEDIARY,
        Kind.CONTRACT,
        Kind.DATA_USE,
        Kind.AUDIT,
        Kind.RESEARCH,
        Kind.STATE_LAW,
        Kind.PARTICIPATION,
        Kind.DEIDENTIFICATION,
    }
)
"""Papers between organizations, or of the law itself; they name no person, and so may be about any."""


class Form(StrEnum):
    """What sort of consent it is; a form is exactly one of these."""

    SPECIFIC = "specific"
    TPO = "tpo"
    COUNSELING_NOTES = "sudcn"
    PROCEEDING = "legal"
    CRIMINAL_JUSTICE = "cj_2_35"
    HIPAA_ONLY = "hipaa"
    PSYCHOTHERAPY_NOTES = "hipaa_psych"


class Signer(StrEnum):
    SUBJECT = "subject"
    PARENT = "parent"
    GUARDIAN = "guardian"
    AGENCY = "child_welfare_agency"
    DIRECTOR = "program_director"
    REPRESENTATIVE = "personal_representative"
    OTHER = "other"


class Term(StrEnum):
    """Something a paper says, or a court found, that a rule asks about."""

    # what a consent form must tell its signer
    REDISCLOSURE = "hipaa_redisclosure"
    REFUSAL = "refusal"
    REVOCATION = "revocation"
    # criminal-justice consents
    CONDITION = "condition_of_disposition"
    IRREVOCABLE = "irrevocable_until_disposition"
    # findings and terms of court orders
    NO_OTHER_WAY = "no_other_effective_way"
    PUBLIC_INTEREST = "public_interest_outweighs"
    SERIOUS_CRIME = "extremely_serious_crime"
    SUBSTANTIAL_VALUE = "substantial_value"
    OUTWEIGHS_HARM = "outweighs_harm"
    INDEPENDENT_COUNSEL = "independent_counsel_for_holder"
    NOTICE_GIVEN = "notice_given"
    CONFIDENTIAL_COMMUNICATIONS = "includes_confidential_communications"
    CONFIDENTIAL_GROUND = "2.63_ground"
    IN_CAMERA = "in_camera"
    FALSE_REPORT = "knowingly_false_report"
    PARENT_IS_PARTY = "parent_is_party"
    SEALS = "seals_what_is_shared"
    TRIBAL_COURT = "tribal_court"
    MANDATE = "statutory_mandate"
    ASSURANCE = "satisfactory_assurance"
    ATTESTATION = "reproductive_attestation"
    # agreements, approvals, state law
    WRITTEN = "written_agreement"
    WAIVER = "hipaa_waiver"
    COMMON_RULE = "common_rule"
    DEIDENTIFIED = "deidentified_notification"
    IDENTIFIED = "identified_notification"
    CAUSE_OF_DEATH = "permits_cause_of_death_inquiry"
    CROSS_REPORT = "law_enforcement_cross_report"
    ADJUDICATED = "adjudicated"
    DORMANT = "not_yet_active"
    BOUND = "bound_by_part2"
    # what an order about a child gives power over, or says it does not
    LEGAL_CUSTODY = "legal_custody"
    PLACEMENT = "physical_custody"
    HEALTH_DECISIONS = "health_decisions"
    NO_HEALTH_DECISIONS = "without_health_decisions"
    EDUCATION_DECISIONS = "education_decisions"
    # a person's own limit that the law makes binding
    SELF_PAID = "self_paid_in_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One paper. Empty never means all: no categories, no recipients or no signer is a fault, not a blank cheque.

    `disclosers` may give, `recipients` may get. `withheld` names kinds of record the paper says it does not share, even
    with health care, where a broader kind would include them. `only` names the parts of the record it is limited to, in
    its own words. `defects` are those a person found; dates and blanks are checked each time it is used.

    `contested` are the days on which someone else who may decide disagreed, from the first up to the second, which is
    open until a person has resolved it. `power` are the days on which the one who signed for another might do so.
    """

    kind: Kind
    id: str = ""
    subject: object = None
    form: Form | None = None
    disclosers: frozenset[Party] = frozenset()
    recipients: frozenset[Party] = frozenset()
    categories: frozenset[Category] = frozenset()
    withheld: frozenset[Category] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    only: tuple[str, ...] = ()
    signers: frozenset[Signer] = frozenset()
    signed: date | None = None
    effective: date | None = None
    expires: date | None = None
    until_event: str = ""
    event_happened: bool = False
    revoked: date | None = None
    revoked_orally: bool = False
    superseded: date | None = None
    entered_in_error: bool = False
    unreadable: bool = False
    contested: tuple[Days, ...] = ()
    power: Days | None = None
    recorded: date | None = None
    section: str = ""
    terms: frozenset[Term] = frozenset()
    defects: frozenset[Defect] = frozenset()

    @property
    def compels(self) -> bool:
        """Whether it orders and does not only allow: a mandate stands in it, or came with it (42 CFR 2.61)."""
        return Term.MANDATE in self.terms
