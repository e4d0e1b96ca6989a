"""Files of juvenile and dependency courts: closed by state law to all but the parties and those the court names."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Form, Kind
from kinbridge.core.vocabulary import CHILD_WELFARE, CHILDREN, Category, OrganizationKind, Purpose, Standing
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import CHILDS_VOICE, COURTS
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies, withholds

STATE_RULE = "state juvenile-court rule"
ITS_CASE = frozenset(
    {
        Purpose.CASE_PLANNING,
        Purpose.CHILD_PROTECTION_INVESTIGATION,
        Purpose.COURT_PROCEEDING_OTHER,
        Purpose.COURT_PROCEEDING_AGAINST_PATIENT,
        Purpose.FOSTER_CARE_HEALTH,
        Purpose.STAFFING_MEETING,
    }
)


@allows(STATE_RULE, "42 USC 671(a)(15)", id="JC-01", obligations=(Must.SEAL,))
def agency_in_the_case(ask: Ask) -> bool:
    """The child welfare agency is a party to the case and gets the court's orders."""
    return ask.asker.kind in CHILD_WELFARE and ask.purpose in ITS_CASE and not _exhibit(ask)


def _exhibit(ask: Ask) -> bool:
    """A treatment record in the file. It stays sealed for all but the person, the court and whom the person names."""
    category = ask.item.category
    treatment = category is not None and category.broader is Category.SUD_TREATMENT
    return treatment or category is Category.SUD_COUNSELING_NOTES


@allows(STATE_RULE, id="JC-02", obligations=(Must.SEAL,))
def own_court(ask: Ask) -> bool:
    """You work for the court whose file this is."""
    return ask.asker.kind in COURTS and ask.by_own_organization


@allows(STATE_RULE, id="JC-03", obligations=(Must.SEAL, Must.VERIFY_IDENTITY))
def parties(ask: Ask) -> Held:
    """A parent in the case, their lawyer, or the person appointed to speak for the child sees the file."""
    if ask.to_self:
        return True
    if ask.asker.kind is OrganizationKind.DEFENSE_COUNSEL:
        childs = ask.item.subject_role in CHILDREN and not _exhibit(ask)
        return ask.in_court and (ask.consent(Form.SPECIFIC, Form.PROCEEDING) or childs)
    if _exhibit(ask):
        return None
    if ask.asker.kind in CHILDS_VOICE:
        return ask.paper_held(Kind.APPOINTMENT) or ask.paper(Kind.COURT_ORDER)
    parent = ask.asker.kind is Standing.PARENT and ask.item.subject_role in CHILDREN
    return parent and ask.facts.parental_rights_ended is not True


@allows(
    "25 USC 1911(b)",
    "25 USC 1911(d)",
    STATE_RULE,
    id="JC-04",
    limits=("what the order names, without treatment exhibits",),
    obligations=(Must.SEAL, Must.MINIMUM),
)
def order_of_that_court(ask: Ask) -> Authority | None:
    """The court that holds the file ordered that you get this part of it."""
    return ask.paper(Kind.COURT_ORDER) if not _exhibit(ask) else None


@allows("25 USC 1912(c)", id="JC-05", limits=("reports and documents filed with the court",), obligations=(Must.SEAL,))
def tribe_as_party(ask: Ask) -> bool:
    """A tribe that is a party may examine what is filed with the court."""
    tribe = ask.asker.kind in (OrganizationKind.TRIBAL_CHILD_WELFARE, OrganizationKind.TRIBAL_COURT)
    return tribe and ask.purpose in ITS_CASE and not _exhibit(ask)


@denies(
    "42 USC 5106a(b)(2)(B)(xii)",
    "state juvenile-records law",
    id="D-24",
    review=True,
    obligations=(Must.REFER_COUNSEL,),
    opens="An order of the court that sealed it.",
)
def sealed(ask: Ask) -> bool:
    """A sealed or expunged record stays closed; an allegation never substantiated is not used for licensing."""
    screening = ask.asker.role == "licensing_worker" or ask.asker.kind is Standing.EMPLOYER
    if ask.facts.sealed is True:
        return ask.paper(Kind.COURT_ORDER) is None
    return screening and ask.facts.substantiated is False and ask.item.category is Category.CHILD_PROTECTION


@withholds(
    STATE_RULE, id="JC-00", obligations=(Must.REFER_COUNSEL,), opens="An order of that court that names {asker}."
)
def silence(ask: Ask) -> bool:
    """Juvenile court files are closed, except to the parties and to those the law or that court names."""
    return True


RULES: tuple[Rule, ...] = (agency_in_the_case, own_court, parties, order_of_that_court, tribe_as_party, silence)
EVERYWHERE: tuple[Rule, ...] = (sealed,)
