"""Records of children in foster care and of assistance under titles IV-B and IV-E: 42 USC 671, 675."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Kind
from kinbridge.core.vocabulary import CHILDREN, Category, OrganizationKind, Purpose, Standing
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies

CAREGIVERS = frozenset({Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER})
CHILDS_SUMMARY = frozenset(
    {Category.GENERAL_HEALTH, Category.EDUCATION, Category.CONTACT, Category.DEMOGRAPHIC, Category.EARLY_INTERVENTION}
)
OF_REMOVAL = frozenset({Category.CHILD_PROTECTION, Category.CONTACT, Category.DEMOGRAPHIC})
"""What the notice that a child was removed is drawn from: never anyone's health or treatment."""
NOTICE_FOR = frozenset(
    {
        Purpose.CASE_PLANNING,
        Purpose.CARE_COORDINATION,
        Purpose.FOSTER_CARE_HEALTH,
        Purpose.CHILD_PROTECTION_INVESTIGATION,
    }
)
BENEFIT_PROGRAMS = frozenset(
    {OrganizationKind.BENEFITS, OrganizationKind.MEDICAID_AGENCY, OrganizationKind.HEALTH_PLAN}
)


@allows(
    "42 USC 675(1)(C)",
    "42 USC 675(5)(D)",
    "42 USC 671(a)(8)",
    id="CW-07",
    must=True,
    limits=("child's health and medication record",),
    obligations=(Must.MINIMUM,),
)
def caregivers_summary(ask: Ask) -> bool:
    """The agency gives the caregiver the child's health and school summary: the child's, not the parents'."""
    cares = ask.asker.kind in CAREGIVERS and ask.purpose in (Purpose.FOSTER_CARE_HEALTH, Purpose.SCHOOL_ENROLLMENT)
    return cares and ask.item.subject_role in CHILDREN and ask.item.category in CHILDS_SUMMARY


@allows(
    "42 USC 671(a)(29)",
    id="CW-08",
    must=True,
    limits=("that the child was removed", "how to take part in the child's care"),
    obligations=(Must.MINIMUM,),
)
def notice_to_relatives(ask: Ask) -> bool:
    """Adult relatives are told within 30 days that a child was removed and how they can help, never why."""
    notice = ask.asker.kind is Standing.RELATIVE and ask.sought is Sought.NOTICE and ask.item.category in OF_REMOVAL
    due = notice and ask.purpose in NOTICE_FOR and not ask.limits
    return due and ask.facts.safety_concern is not True and ask.item.subject_role in CHILDREN


@allows(
    "42 USC 671(a)(8)",
    "45 CFR 205.50",
    id="CW-09",
    limits=("what running the program needs",),
    obligations=(Must.MINIMUM,),
)
def benefit_programs(ask: Ask) -> Authority | None:
    """A benefit program needs this to run, under an agreement with the same safeguards."""
    runs = (ask.asker.kind in BENEFIT_PROGRAMS or ask.asker.role == "eligibility_worker") and ask.purpose in (
        Purpose.OPERATIONS,
        Purpose.PAYMENT,
    )
    return ask.paper(Kind.DATA_USE) if runs and ask.item.category is not Category.REPORTER_IDENTITY else None


@allows(
    "20 USC 6311(g)(1)(E)",
    id="CW-12",
    limits=("placement contact", "who decides on education", "what enrollment needs"),
    obligations=(Must.MINIMUM,),
)
def school_of_a_foster_child(ask: Ask) -> Held:
    """The school learns where a child in care is placed and who decides for the child, not why."""
    school = ask.asker.kind is OrganizationKind.SCHOOL and ask.purpose is Purpose.SCHOOL_ENROLLMENT
    plain = ask.item.category in (Category.CONTACT, Category.DEMOGRAPHIC, Category.EDUCATION)
    return school and plain and ask.item.subject_role in CHILDREN


@denies(
    "42 USC 671(a)(8)",
    "42 USC 671(a)(29)",
    id="D-20",
    opens="A consent signed by the person it is about that names the relative.",
)
def relatives_are_not_told_why(ask: Ask) -> bool:
    """Notice to relatives does not say why a child was removed, nor anything of a parent's health or treatment."""
    notice = ask.sought is Sought.NOTICE and ask.item.category in OF_REMOVAL
    return ask.asker.kind is Standing.RELATIVE and not notice and ask.consent_of_any_form is None


RULES: tuple[Rule, ...] = (
    caregivers_summary,
    notice_to_relatives,
    benefit_programs,
    school_of_a_foster_child,
    relatives_are_not_told_why,
)
