"""Treatment records under 42 CFR part 2: what the law says where nothing allows them to be shared."""

from __future__ import annotations

from datetime import date

from kinbridge.consents.rules import Authority, Defect, Form, Gap, Kind
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import CHILD_WELFARE, CHILDREN, Category, OrganizationKind, Purpose, Standing
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import CHILDS_VOICE, COURTS, LAWYERS, POLICE
from kinbridge.disclosure.rules.rule import Rule, withholds

AMENDED = date(2024, 4, 16)
"""From this day one consent may cover all treatment, payment and operations (89 FR 12472)."""
NOTES = Category.SUD_COUNSELING_NOTES
NOT_HEALTH_CARE = (
    CHILD_WELFARE
    | COURTS
    | POLICE
    | CHILDS_VOICE
    | {
        OrganizationKind.SCHOOL,
        OrganizationKind.PART_C_LEAD_AGENCY,
        OrganizationKind.HOUSING,
        OrganizationKind.HOMELESS_COC,
        OrganizationKind.HOME_VISITING,
        OrganizationKind.PEER_ORGANIZATION,
    }
)
"""Whom a single consent for treatment, payment and operations never reaches."""
COMMUNITY = frozenset({OrganizationKind.COMMUNITY, OrganizationKind.COALITION, OrganizationKind.DV_PROGRAM})
STRANGERS = NOT_HEALTH_CARE | COMMUNITY | LAWYERS | frozenset(Standing)
"""Those to whom a program does not even say whether someone is a patient, unless some paper names them."""


def is_intermediary(ask: Ask) -> bool:
    """An exchange that passes records on, and serves no one under HIPAA as its business associate (2.11)."""
    return ask.asker.kind is OrganizationKind.HEALTH_EXCHANGE and not ask.asker.business_associate


def process_on_file(ask: Ask) -> bool:
    """Whether a subpoena, warrant or court order asks for this kind of record."""
    category = ask.item.category
    return category is not None and any(
        paper.kind in (Kind.SUBPOENA, Kind.WARRANT, Kind.COURT_ORDER)
        and not paper.categories.isdisjoint((category, category.broader))
        for paper in ask.on_file
    )


@withholds(
    "42 CFR 2.31",
    "42 CFR 2.13(a)",
    id="P2-00",
    confidence=Confidence.VERIFIED,
    opens="A consent that names {asker}, {record} and the purpose of {purpose}.",
)
def silence(ask: Ask) -> bool:
    """Treatment records stay in the program unless the person consents in writing or the law makes an exception."""
    return True


@withholds("42 CFR 2.13(c)", id="D-03", obligations=(Must.NO_CONFIRMATION,))
def neither_confirm_nor_deny(ask: Ask) -> bool:
    """A treatment program does not even say whether someone is, or ever was, a patient."""
    stranger = ask.asker.kind in STRANGERS and ask.item.at_source and not ask.to_self
    return stranger and not (_is_named(ask) or process_on_file(ask))


def _is_named(ask: Ask) -> Authority | bool:
    """Whether some paper, good or not, shows that the asker was told before."""
    by_consent = any(Gap.RECIPIENT not in short or paper.form is Form.TPO for paper, _, short in ask.consents)
    return by_consent or ask.paper_held(Kind.MANDATED_REPORT) or ask.paper_held(Kind.REPRESENTATIVE) or False


@withholds(
    "42 CFR 2.31(a)(4)(i)",
    "42 CFR 2.33(a)(2)",
    "45 CFR 164.501",
    id="D-05",
    since=AMENDED,
    confidence=Confidence.VERIFIED,
)
def single_consent_is_for_health_care(ask: Ask) -> bool:
    """A consent for treatment, payment and operations reaches health care only, not child welfare, courts or others."""
    outside = not ask.by_health_care
    return outside and any(consent.form is Form.TPO for consent, _, _ in ask.consents)


@withholds("42 CFR 2.31", "42 CFR 2.13(a)", id="D-11", confidence=Confidence.VERIFIED)
def consent_is_not_good(ask: Ask) -> bool:
    """There is a consent on file for this, but it may not be relied on today."""
    return any(wrong and Gap.RECIPIENT not in short for _, wrong, short in ask.consents)


@withholds(
    "42 CFR 2.31(d)",
    id="D-07",
    confidence=Confidence.VERIFIED,
    review=True,
    opens="Two separate forms: one for court, one for the rest.",
)
def court_and_care_on_one_form(ask: Ask) -> bool:
    """One form cannot serve both court and care; until both parts are signed again, neither counts."""
    return any(Defect.LEGAL_COMBINED in wrong for _, wrong, _ in ask.consents)


@withholds("42 CFR 2.31(c)(4)", "45 CFR 164.508(b)(4)", id="D-30", review=True)
def consent_was_forced(ask: Ask) -> bool:
    """A consent that someone was pressed into is no consent; the privacy officer and counsel look at it."""
    return any(wrong & {Defect.KNOWN_FALSE, Defect.CONDITIONED} for _, wrong, _ in ask.consents)


@withholds(
    "42 CFR 2.64",
    "42 CFR 2.31",
    id="D-19",
    opens="The parent's consent that names {asker}, or a court order under 42 CFR 2.64.",
)
def appointment_opens_the_childs_record_only(ask: Ask) -> bool:
    """Being appointed or caring for the child opens the child's record, never the parent's treatment record."""
    childs = CHILDS_VOICE | {Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER, Standing.RELATIVE}
    return ask.asker.kind in childs and ask.item.subject_role not in CHILDREN


@withholds(
    "42 CFR 2.31",
    "42 CFR 2.13(a)",
    id="D-29",
    opens="A consent that names {asker} and ticks toxicology or medication by name.",
)
def toxicology_and_doses_need_a_tick(ask: Ask) -> bool:
    """Test results and medication doses go outside health care only where the consent ticks them by name."""
    narrow = ask.item.category in (Category.SUD_TOXICOLOGY, Category.SUD_MEDICATION)
    return narrow and any(short == (Gap.CATEGORY,) for _, _, short in ask.consents)


@withholds("42 CFR 2.36", id="P2-24n", opens="A consent that names the monitoring program.")
def monitoring_needs_consent(ask: Ask) -> bool:
    """A report to a prescription monitoring program needs the person's consent, even where state law asks for it."""
    return ask.asker.kind is OrganizationKind.PRESCRIPTION_MONITOR


@withholds(
    "42 CFR 2.31(a)(4)(ii)",
    id="P2-23n",
    since=AMENDED,
    opens="A consent that names the exchange and limits it to members who treat the person.",
)
def exchange_must_be_named(ask: Ask) -> bool:
    """Where records pass through an exchange, the consent must name it."""
    return is_intermediary(ask)


@withholds(
    "42 CFR 2.12(c)(6)",
    id="D-04",
    confidence=Confidence.VERIFIED,
    obligations=(Must.NO_PROCEEDINGS,),
    opens="The person's consent that names the agency, or a court order under 42 CFR 2.64.",
)
def nothing_after_the_report(ask: Ask) -> bool:
    """The exception for child abuse ended with the report; the record itself needs a consent or a court order."""
    reported = ask.paper_held(Kind.MANDATED_REPORT) is not None
    return ask.asker.kind in CHILD_WELFARE and reported and not ask.in_court


@withholds("42 CFR 2.12(c)(6)", id="D-04r", confidence=Confidence.VERIFIED)
def reports_only(ask: Ask) -> bool:
    """The exception for child abuse covers a report by the program, not an agency's request for records."""
    investigates = ask.purpose in (Purpose.CHILD_PROTECTION_INVESTIGATION, Purpose.MANDATED_REPORT)
    return ask.asker.kind in CHILD_WELFARE and investigates


@withholds("42 CFR 2.23(a)", "42 CFR 2.31(b)", "45 CFR 164.524(a)(1)(i)", id="P2-19n", opens="The rest of the record.")
def own_notes_are_kept_apart(ask: Ask) -> bool:
    """The person may see the rest of their record; the counselor's separate notes are no part of that right."""
    return ask.to_self and ask.item.category is NOTES


@withholds("42 CFR 2.51(a)(1)", id="P2-11n")
def not_an_emergency(ask: Ask) -> bool:
    """The emergency exception is for medical staff, and only where the person cannot give consent."""
    return ask.purpose is Purpose.MEDICAL_EMERGENCY


@withholds("42 CFR 2.53(a)", id="P2-13n", opens="A written audit agreement that keeps to 42 CFR 2.53(f).")
def audit_needs_an_agreement(ask: Ask) -> bool:
    """An audit needs a written agreement that nothing of a patient is passed on or used for anything else."""
    return ask.purpose is Purpose.AUDIT_EVALUATION


@withholds("42 CFR 2.34(b)", id="P2-29n", opens="A consent that names the registry.")
def registry_needs_consent(ask: Ask) -> bool:
    """A registry that prevents double enrollment hears of a patient only with the patient's consent."""
    return ask.asker.role == "central_registry"


@withholds("42 CFR 2.52(a)", id="P2-12n", opens="The study's approval and waiver, on file.")
def research_needs_approval(ask: Ask) -> bool:
    """Research needs an approval and a waiver or consent on file."""
    return ask.purpose is Purpose.RESEARCH


@withholds(
    "42 CFR 2.11 (QSO)", "42 CFR 2.12(c)(4)", id="P2-08n", opens="A signed service organization agreement in force."
)
def service_needs_an_agreement(ask: Ask) -> bool:
    """A service organization needs a signed agreement in force, for a service to the program and nothing else."""
    return ask.asker.kind is OrganizationKind.VENDOR or ask.paper_held(Kind.QSOA) is not None


@withholds("42 CFR 2.12(c)(3)", id="P2-07n")
def outside_the_program(ask: Ask) -> bool:
    """Working beside the program, or in another part of the same hospital, does not make someone part of it."""
    beside = ask.asker.role == "peer_recovery_coach" or (ask.by_own_organization and ask.item.at_source)
    return beside and not ask.by_own_program


@withholds("42 CFR 2.11 (program)", "42 CFR 2.12(b)", id="P2-00p")
def it_is_a_program(ask: Ask) -> bool:
    """Whoever offers treatment openly, or does it as identified main work, is a program even in a hospital."""
    return ask.facts.part2_program is True


@withholds(
    "42 CFR 2.15(a)",
    "45 CFR 164.502(g)(2)",
    id="P2-20n",
    opens="Proof that the power to act for the person is in force, or the person's own consent.",
)
def representation_not_in_force(ask: Ask) -> bool:
    """Someone named to act for the person may do so only once the law puts that power in force."""
    return ask.asker.kind is Standing.REPRESENTATIVE


@withholds("42 CFR 2.15(b)", id="P2-25n", opens="Proof that the law lets this person act for the one who died.")
def protected_after_death(ask: Ask) -> bool:
    """A treatment record stays protected after death."""
    return ask.facts.deceased


RULES: tuple[Rule, ...] = (
    silence,
    neither_confirm_nor_deny,
    single_consent_is_for_health_care,
    consent_is_not_good,
    court_and_care_on_one_form,
    consent_was_forced,
    appointment_opens_the_childs_record_only,
    toxicology_and_doses_need_a_tick,
    monitoring_needs_consent,
    exchange_must_be_named,
    nothing_after_the_report,
    reports_only,
    own_notes_are_kept_apart,
    not_an_emergency,
    audit_needs_an_agreement,
    registry_needs_consent,
    research_needs_approval,
    service_needs_an_agreement,
    outside_the_program,
    it_is_a_program,
    representation_not_in_force,
    protected_after_death,
)
