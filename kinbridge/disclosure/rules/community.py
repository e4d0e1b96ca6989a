"""Facts under no law of their own: social needs, referrals to community resources, an agency's plain notes."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Form, Kind
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.disclosure.rules.access import acts_for_the_person
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, withholds

PLAIN = frozenset({Category.SOCIAL_NEEDS, Category.CONTACT, Category.DEMOGRAPHIC, Category.EARLY_INTERVENTION})
SHARED_WORK = frozenset(
    {
        Purpose.CARE_COORDINATION,
        Purpose.CASE_PLANNING,
        Purpose.PLAN_OF_SAFE_CARE,
        Purpose.STAFFING_MEETING,
        Purpose.TREATMENT,
        Purpose.SCHOOL_ENROLLMENT,
    }
)


@allows("participation agreement; family's general consent", id="NR-01", obligations=(Must.MINIMUM,))
def coalition_partner(ask: Ask) -> Held:
    """Your organization joined the coalition's agreement, and the family agreed to be helped by its partners."""
    partner = ask.paper_held(Kind.PARTICIPATION)
    plain = ask.item.category in PLAIN and ask.purpose in SHARED_WORK
    return ask.consent(Form.SPECIFIC) if partner and plain else None


@allows("the program's own rules", id="NR-02", obligations=(Must.MINIMUM,))
def own_organization(ask: Ask) -> bool:
    """You work for the organization whose record this is."""
    return ask.by_own_organization and not ask.in_court


@allows("the person's written release", id="NR-03", obligations=(Must.MINIMUM, Must.ENDS))
def release(ask: Ask) -> Held:
    """The person signed a release that names you, this kind of record and this purpose."""
    return ask.consent(Form.SPECIFIC)


@allows("the person's own record", id="NR-04", obligations=(Must.VERIFY_IDENTITY,))
def own_record(ask: Ask) -> Held:
    """The person, or someone who acts for them, asks for what is recorded about them."""
    return ask.to_self or acts_for_the_person(ask)


@allows(
    "42 USC 5106a(b)(2)(B)(i)",
    "state reporting law",
    id="NR-05",
    must=True,
    limits=("facts required by state reporting law",),
    obligations=(Must.MINIMUM,),
)
def report_of_child_abuse(ask: Ask) -> Authority | None:
    """Staff of a community organization make a report of suspected child abuse that state law asks for."""
    return takes_reports(ask)


@allows("the court's order", id="NR-06", limits=("records named in the order",), obligations=(Must.MINIMUM, Must.SEAL))
def court_order(ask: Ask) -> Authority | None:
    """A court ordered it. Share exactly what the order names."""
    return ask.paper(Kind.COURT_ORDER)


@withholds("participation agreement", id="NR-00", opens="A release signed by the person that names {asker}.")
def silence(ask: Ask) -> bool:
    """What a family tells one partner goes to another only where the family agreed."""
    return True


RULES: tuple[Rule, ...] = (
    coalition_partner,
    own_organization,
    release,
    own_record,
    report_of_child_abuse,
    court_order,
    silence,
)
