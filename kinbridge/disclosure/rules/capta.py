"""Child protection records: 42 USC 5106a(b)(2)(B) and the state law that carries it out."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Form, Kind, Term
from kinbridge.core.vocabulary import CHILDREN, Category, OrganizationKind, Purpose, Standing
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import CHILDS_VOICE, COURTS
from kinbridge.disclosure.rules.reports import approved_study
from kinbridge.disclosure.rules.rule import Held, Rule, allows, withholds

REPORTER = Category.REPORTER_IDENTITY
AGENCY_WORK = frozenset(
    {
        Purpose.CHILD_PROTECTION_INVESTIGATION,
        Purpose.CASE_PLANNING,
        Purpose.CARE_COORDINATION,
        Purpose.PLAN_OF_SAFE_CARE,
        Purpose.STAFFING_MEETING,
        Purpose.FOSTER_CARE_HEALTH,
        Purpose.MANDATED_REPORT,
        Purpose.OPERATIONS,
        Purpose.QUALITY_MEASUREMENT,
        Purpose.COURT_PROCEEDING_OTHER,
        Purpose.COURT_PROCEEDING_AGAINST_PATIENT,
    }
)
NOT_SERVICES = frozenset(
    {
        Standing.PUBLIC,
        Standing.LANDLORD,
        Standing.EMPLOYER,
        OrganizationKind.FATALITY_REVIEW,
        OrganizationKind.RESEARCHER,
        OrganizationKind.LAW_ENFORCEMENT,
    }
)
"""Who gives the family no service; some of them have a rule of their own."""
FOR_A_REFERRAL = frozenset(
    {
        Category.CHILD_PROTECTION,
        Category.CONTACT,
        Category.DEMOGRAPHIC,
        Category.EARLY_INTERVENTION,
        Category.GENERAL_HEALTH,
        Category.SOCIAL_NEEDS,
    }
)
"""What a referral of a child to early intervention may be drawn from."""
JOINT = frozenset({Purpose.LAW_ENFORCEMENT, Purpose.CHILD_PROTECTION_INVESTIGATION})
REVIEW = frozenset(
    {
        Purpose.QUALITY_MEASUREMENT,
        Purpose.AUDIT_EVALUATION,
        Purpose.PUBLIC_HEALTH,
        Purpose.CHILD_PROTECTION_INVESTIGATION,
    }
)
PROTECTION = frozenset(
    {
        Purpose.CHILD_PROTECTION_INVESTIGATION,
        Purpose.CASE_PLANNING,
        Purpose.FOSTER_CARE_HEALTH,
        Purpose.PLAN_OF_SAFE_CARE,
        Purpose.MANDATED_REPORT,
    }
)
TRIBAL_DUTY = PROTECTION | {Purpose.COURT_PROCEEDING_OTHER}
"""A tribe is also a party to the case about its child."""
OF_THE_NOTICE = frozenset({Category.CHILD_PROTECTION, Category.CONTACT, Category.DEMOGRAPHIC})


@allows("42 USC 5106a(b)(2)(B)(viii)", id="CW-00", obligations=(Must.MINIMUM,))
def own_agency(ask: Ask) -> bool:
    """You work for the agency whose record this is, and need it for the child's case."""
    return ask.by_own_organization and ask.purpose in AGENCY_WORK


@allows(
    "42 USC 5106a(b)(2)(B)(viii)(I)",
    id="CW-01",
    obligations=(Must.REDACT_REPORTER, Must.VERIFY_IDENTITY),
    limits=("their own allegations and case plan",),
)
def subject_of_the_report(ask: Ask) -> bool:
    """The person the record is about, or the child's parent, sees their own allegations and plan."""
    parent = ask.asker.kind in (Standing.PARENT, Standing.OTHER_PARENT) and ask.item.subject_role in CHILDREN
    own = ask.to_self or (parent and ask.facts.parental_rights_ended is not True)
    return own and ask.item.category is not REPORTER and ask.purpose in (Purpose.SELF_ACCESS, Purpose.CASE_PLANNING)


@allows(
    "42 USC 5106a(b)(2)(B)(viii)(I)",
    id="CW-18",
    limits=("the allegations and the plan of the parent they speak for",),
    obligations=(Must.REDACT_REPORTER, Must.VERIFY_IDENTITY, Must.NO_REDISCLOSURE),
)
def parents_lawyer(ask: Ask) -> Held:
    """A parent's lawyer in the child's case sees what the parent may; of a parent's own record, what they agree to."""
    lawyer = ask.asker.kind is OrganizationKind.DEFENSE_COUNSEL and ask.in_court
    if not lawyer or ask.item.category is REPORTER:
        return None
    return ask.consent(Form.SPECIFIC, Form.PROCEEDING) or ask.item.subject_role in CHILDREN


@allows(
    "25 USC 3205",
    "25 USC 1912",
    "42 USC 5106a(b)(2)(B)(viii)(II)",
    id="CW-02t",
    limits=("case information needed for tribal duties",),
    obligations=(Must.REDACT_REPORTER, Must.MINIMUM),
)
def tribal_agency(ask: Ask) -> bool:
    """A tribe's child welfare agency has a duty to protect this child, and needs this for it."""
    tribe = ask.asker.kind is OrganizationKind.TRIBAL_CHILD_WELFARE
    return tribe and ask.purpose in TRIBAL_DUTY and ask.item.category is not REPORTER


@allows(
    "25 USC 1912(a)",
    id="CW-14",
    must=True,
    limits=("the notice fields of 25 CFR 23.111",),
    obligations=(Must.MINIMUM, Must.REDACT_REPORTER),
)
def notice_to_the_tribe(ask: Ask) -> bool:
    """The child's tribe is told of the case, so that it can take part."""
    tribe = ask.asker.kind in (OrganizationKind.TRIBAL_CHILD_WELFARE, OrganizationKind.TRIBAL_AGENCY)
    due = ask.sought is Sought.NOTICE and ask.purpose in TRIBAL_DUTY
    return tribe and due and ask.item.category in OF_THE_NOTICE and ask.item.subject_role in CHILDREN


@allows(
    "42 USC 5106a(b)(2)(B)(viii)(II)",
    "42 USC 5106a(b)(2)(B)(ix)",
    id="CW-02",
    must=True,
    limits=("what the duty to protect children needs",),
    obligations=(Must.REDACT_REPORTER, Must.MINIMUM),
)
def agency_with_a_duty(ask: Ask) -> bool:
    """Another child welfare agency has a legal duty to protect children, and needs this for it."""
    agency = ask.asker.kind is OrganizationKind.CHILD_WELFARE_AGENCY
    return agency and ask.purpose in PROTECTION and ask.item.category is not REPORTER


@allows(
    "42 USC 5106a(b)(2)(B)(viii)(V)",
    id="CW-03",
    limits=("what the court needs for the issue before it",),
    obligations=(Must.REDACT_REPORTER, Must.SEAL),
)
def court(ask: Ask) -> Held:
    """A court found that it needs this to decide an issue before it."""
    before = ask.asker.kind in COURTS and ask.in_court and ask.item.category is not REPORTER
    return before and (ask.paper(Kind.COURT_ORDER) or ask.paper(Kind.STATE_LAW))


@allows(
    "42 USC 5106a(b)(2)(B)(xiii)",
    "42 USC 5106a(b)(2)(B)(viii)(VI)",
    id="CW-04",
    limits=("the child's file",),
    obligations=(Must.REDACT_REPORTER, Must.NO_REDISCLOSURE, Must.VERIFY_IDENTITY),
)
def guardian_ad_litem(ask: Ask) -> Held:
    """A court appointed you to speak for this child."""
    voice = ask.asker.kind in CHILDS_VOICE and ask.item.category is not REPORTER
    by_paper = ask.paper_held(Kind.APPOINTMENT) or ask.paper(Kind.COURT_ORDER)
    return voice and (by_paper or ask.facts.gal_statute is True)


@allows(
    "42 USC 5106a(b)(2)(B)(viii)(VI)",
    id="CW-05",
    limits=("what the service needs",),
    obligations=(Must.REDACT_REPORTER, Must.MINIMUM, Must.NO_REDISCLOSURE),
)
def provider_or_team(ask: Ask) -> Held:
    """State law, a contract or the parent's own release lets you have this for the service you give the family."""
    if ask.item.category is REPORTER or ask.in_court or ask.asker.kind in NOT_SERVICES:
        return None
    by_paper = ask.consent(Form.SPECIFIC) or ask.paper(Kind.STATE_LAW) or ask.paper(Kind.CONTRACT)
    return by_paper or (ask.facts.contracted_provider is True and not ask.by_health_care)


@allows(
    "42 USC 5106a(b)(2)(B)(xxi)",
    "34 CFR 303.303(b)",
    id="CW-06",
    must=True,
    limits=("name", "date of birth", "parent contact", "reason for referral"),
    obligations=(Must.MINIMUM, Must.REDACT_REPORTER),
)
def early_intervention_referral(ask: Ask) -> bool:
    """A child under three in a substantiated case is referred to early intervention: who, how to reach them and why."""
    lead = ask.asker.kind is OrganizationKind.PART_C_LEAD_AGENCY and ask.item.subject_role in CHILDREN
    refers = ask.purpose is Purpose.CARE_COORDINATION and ask.item.category in FOR_A_REFERRAL
    return lead and refers and ask.facts.substantiated is not False


@allows(
    "42 USC 5106a(b)(2)(B)(x)",
    id="CW-11",
    review=True,
    limits=("findings that state law makes public",),
    obligations=(Must.REDACT_REPORTER, Must.REFER_COUNSEL),
)
def fatality_findings(ask: Ask) -> Held:
    """State law makes the findings on a child's death or near death public."""
    public = ask.asker.kind is Standing.PUBLIC and ask.item.category is Category.CHILD_PROTECTION
    return public and ask.facts.near_fatality is not False and ask.paper(Kind.STATE_LAW)


@allows(
    "42 USC 5106a(b)(2)(B)(viii)(IV)",
    "42 USC 5106a(b)(2)(B)(viii)(III)",
    id="CW-15",
    limits=("what the review needs",),
    obligations=(Must.REDACT_REPORTER, Must.MINIMUM, Must.NO_REDISCLOSURE),
)
def review_panel(ask: Ask) -> bool:
    """A panel that reviews children's deaths or the agency's work sees its records; its members pass nothing on."""
    panel = ask.asker.kind is OrganizationKind.FATALITY_REVIEW and ask.purpose in REVIEW
    return panel and ask.item.category is not REPORTER


@allows(
    "42 USC 5106a(b)(2)(B)(xi)",
    "state cross-reporting law",
    id="CW-16",
    limits=("the facts of the allegation",),
    obligations=(Must.REDACT_REPORTER, Must.MINIMUM, Must.CHECK_STATE_LAW),
)
def joint_investigation(ask: Ask) -> Held:
    """State law has the agency and the police look into this allegation together."""
    police = ask.asker.kind in (OrganizationKind.LAW_ENFORCEMENT, OrganizationKind.PROSECUTOR)
    allegation = ask.item.category is Category.CHILD_PROTECTION and ask.purpose in JOINT
    return police and allegation and ask.paper(Kind.STATE_LAW)


@allows(
    "42 USC 5106a(b)(2)(B)(viii)(VI)",
    id="CW-17",
    limits=("de-identified data",),
    obligations=(Must.DEIDENTIFY, Must.NO_REIDENTIFICATION, Must.DESTROY),
)
def research(ask: Ask) -> Held:
    """State law or a review board lets this study use the agency's data, without anyone's name."""
    studies = ask.asker.kind is OrganizationKind.RESEARCHER and ask.purpose is Purpose.RESEARCH
    return studies and ask.item.category is not REPORTER and (ask.paper(Kind.STATE_LAW) or approved_study(ask))


@allows("42 USC 5106a(b)(3)", id="CW-13", review=True, limits=("judge only, in camera",), obligations=(Must.SEAL,))
def reporter_before_the_judge(ask: Ask) -> Authority | None:
    """A judge looks, alone, into whether the report was knowingly false."""
    return reporter_order(ask) if ask.item.category is REPORTER else None


@allows(
    "state cross-reporting law",
    id="CW-13c",
    review=True,
    limits=("who made the report, for the joint investigation",),
    obligations=(Must.SEAL, Must.CHECK_STATE_LAW),
)
def reporter_to_the_police(ask: Ask) -> Authority | None:
    """State law has the agency tell the police who made the report, for their joint investigation."""
    return reporter_cross_report(ask) if ask.item.category is REPORTER else None


@allows("42 USC 5106a(b)(3)", id="CW-13w", review=True, obligations=(Must.VERIFY_IDENTITY,))
def reporters_own_consent(ask: Ask) -> Authority | None:
    """The person who made the report agreed in writing to be named."""
    return ask.consent(Form.SPECIFIC) if ask.item.category is REPORTER else None


def reporter_cross_report(ask: Ask) -> Authority | None:
    """The state law by which the police learn who reported, where it is on file for them."""
    police = ask.asker.kind is OrganizationKind.LAW_ENFORCEMENT and ask.purpose in JOINT
    return ask.paper(Kind.STATE_LAW) if police else None


def reporter_order(ask: Ask) -> Authority | None:
    if ask.asker.kind not in COURTS:
        return None
    return ask.paper(Kind.COURT_ORDER, Term.IN_CAMERA) or ask.paper(Kind.COURT_ORDER, Term.FALSE_REPORT)


@withholds("42 USC 5106a(b)(3)", id="CW-13n", obligations=(Must.NOTIFY_COURT,))
def only_the_judge_looks(ask: Ask) -> bool:
    """Only a judge, alone, may look into who reported; a party's demand is not enough."""
    return ask.item.category is REPORTER and ask.in_court


@withholds(
    "42 USC 5106a(b)(2)(B)(viii)",
    "42 USC 671(a)(8)",
    id="CW-0n",
    opens="A release signed by the parent, or the state law that lets {asker} have it.",
)
def silence(ask: Ask) -> bool:
    """A child protection record goes only to those the law names, for the child's safety and case."""
    return True


RULES: tuple[Rule, ...] = (
    own_agency,
    subject_of_the_report,
    parents_lawyer,
    tribal_agency,
    notice_to_the_tribe,
    agency_with_a_duty,
    court,
    guardian_ad_litem,
    provider_or_team,
    early_intervention_referral,
    fatality_findings,
    review_panel,
    joint_investigation,
    research,
    reporter_before_the_judge,
    reporter_to_the_police,
    reporters_own_consent,
    only_the_judge_looks,
    silence,
)
