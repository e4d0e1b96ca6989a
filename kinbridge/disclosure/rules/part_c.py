"""Early intervention records: IDEA part C, 34 CFR part 303."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Form, Kind
from kinbridge.core.vocabulary import CHILD_WELFARE, CHILDREN, Category, OrganizationKind, Purpose, Standing
from kinbridge.disclosure.rules.access import is_the_subject, names_no_one
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.ferpa import responsible_agency
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import PROVIDERS
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies, withholds

LEAD = OrganizationKind.PART_C_LEAD_AGENCY
SERVICE = frozenset(
    {
        Purpose.TREATMENT,
        Purpose.PAYMENT,
        Purpose.OPERATIONS,
        Purpose.CARE_COORDINATION,
        Purpose.CASE_PLANNING,
        Purpose.PLAN_OF_SAFE_CARE,
        Purpose.STAFFING_MEETING,
        Purpose.FOSTER_CARE_HEALTH,
        Purpose.SCHOOL_ENROLLMENT,
        Purpose.QUALITY_MEASUREMENT,
        Purpose.AUDIT_EVALUATION,
        Purpose.MEDICAL_EMERGENCY,
        Purpose.MANDATED_REPORT,
    }
)


@allows("34 CFR 303.414(a)", id="EI-02", limits=("what the service to the child needs",), obligations=(Must.MINIMUM,))
def participating_agency(ask: Ask) -> bool:
    """You work in early intervention with this child."""
    return (ask.by_own_organization or ask.asker.kind is LEAD) and ask.purpose in SERVICE


@allows("34 CFR 303.414", "34 CFR 303.420", id="EI-03", obligations=(Must.PART_C_RECORD, Must.ENDS))
def consent(ask: Ask) -> Authority | None:
    """The parent signed a consent that names you, what may be told and why."""
    return ask.consent(Form.SPECIFIC)


@allows(
    "34 CFR 303.209(b)",
    "34 CFR 303.401(d)",
    id="EI-04",
    limits=("name", "date of birth", "parent contact"),
    obligations=(Must.MINIMUM,),
)
def notice_of_transition(ask: Ask) -> bool:
    """The school district is told that a child will soon turn three: who, and how to reach the parents."""
    district = ask.asker.kind is OrganizationKind.SCHOOL and ask.purpose is Purpose.SCHOOL_ENROLLMENT
    plain = ask.item.category in (Category.EARLY_INTERVENTION, Category.CONTACT, Category.DEMOGRAPHIC)
    return district and plain and ask.facts.consent_refused is not True


@allows("20 USC 1232g(b)(1)(L)", "34 CFR 303.414(b)", id="EI-05", obligations=(Must.PART_C_RECORD,))
def child_in_the_agencys_care(ask: Ask) -> Held:
    """You work for the child welfare agency that is legally responsible for this child."""
    return responsible_agency(ask)


@allows("34 CFR 303.27(a)(2)", "34 CFR 303.405", id="EI-06f", must=True, obligations=(Must.VERIFY_IDENTITY,))
def foster_parent(ask: Ask) -> bool:
    """A foster parent counts as a parent where the state does not bar it and no birth parent tries to act."""
    foster = ask.asker.kind is Standing.FOSTER_PARENT and ask.item.subject_role in CHILDREN
    return foster and ask.facts.state_bars_foster_parent is False and ask.facts.parent_is_acting is False


@allows("34 CFR 303.27", "34 CFR 303.405", id="EI-06", must=True, obligations=(Must.VERIFY_IDENTITY,))
def parent(ask: Ask) -> bool:
    """A parent, or a relative who acts as one, sees the child's plan and record; not what is in it of other adults."""
    if is_the_subject(ask):
        return True
    acts = ask.asker.kind is Standing.KIN_CAREGIVER and ask.facts.acting_as_parent is True
    parent = acts or ask.asker.kind is Standing.PARENT
    return parent and ask.item.subject_role in CHILDREN and ask.facts.parental_rights_ended is not True


@allows(
    "42 USC 5106a(b)(2)(B)(i)",
    "34 CFR 303.414(b)",
    id="EI-07",
    must=True,
    limits=("facts required by state reporting law",),
    obligations=(Must.PART_C_RECORD, Must.MINIMUM),
)
def report_of_child_abuse(ask: Ask) -> Authority | None:
    """Early intervention staff make a report that state law asks for."""
    return takes_reports(ask)


@allows(
    "34 CFR 303.414(b)",
    "34 CFR 99.31(a)(9)",
    id="EI-08",
    limits=("records named in the order",),
    obligations=(Must.NOTIFY_PARENT, Must.PART_C_RECORD),
)
def court_order(ask: Ask) -> Authority | None:
    """A court order or lawful subpoena asks for it, and the parent is told first."""
    return ask.paper(Kind.COURT_ORDER) or ask.paper(Kind.SUBPOENA)


@denies("34 CFR 303.414(a)", id="D-22", opens="The parent's consent that names {asker}.")
def no_word_back_to_the_referrer(ask: Ask) -> bool:
    """Early intervention may not tell whoever referred the child even that the family enrolled, without consent."""
    referrer = ask.asker.kind in CHILD_WELFARE | PROVIDERS | {OrganizationKind.HEALTH_PLAN, OrganizationKind.COALITION}
    if not referrer or ask.by_own_organization or takes_reports(ask) or names_no_one(ask):
        return False
    return not (ask.consent(Form.SPECIFIC) or responsible_agency(ask) or ask.paper(Kind.COURT_ORDER))


@withholds(
    "34 CFR 303.27(a)(2)", "34 CFR 303.414(a)", id="EI-06n", opens="A court order that names who acts as parent."
)
def who_counts_as_parent(ask: Ask) -> bool:
    """A caregiver counts as parent only where the state does not bar it and no birth parent tries to act."""
    return ask.asker.kind in (Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER)


@withholds("34 CFR 303.401(d)", "34 CFR 303.414(a)", id="EI-00", opens="A consent by the parent that names {asker}.")
def silence(ask: Ask) -> bool:
    """What early intervention knows of a family goes to others only with the parent's consent."""
    return True


RULES: tuple[Rule, ...] = (
    participating_agency,
    consent,
    notice_of_transition,
    child_in_the_agencys_care,
    foster_parent,
    parent,
    report_of_child_abuse,
    court_order,
    no_word_back_to_the_referrer,
    who_counts_as_parent,
    silence,
)
