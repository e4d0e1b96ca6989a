"""Records of domestic violence programs: 34 USC 12291(b)(2), 42 USC 10406(c)(5), 45 CFR 1370.4."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Form, Kind, Term
from kinbridge.core.vocabulary import CHILD_WELFARE, Category, OrganizationKind
from kinbridge.disclosure.rules.access import names_no_one
from kinbridge.disclosure.rules.ask import Ask, first
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.parties import COURTS, LAWYERS, POLICE
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies, withholds


@allows(
    "34 USC 12291(b)(2)",
    "45 CFR 1370.4",
    id="DV-01",
    obligations=(Must.ENDS, Must.MINIMUM, Must.REDACT_LOCATION),
)
def release(ask: Ask) -> Authority | None:
    """The survivor signed a release that names you and what may be told, and that ends on a date; not where she is."""
    return None if ask.item.category is Category.DV_LOCATION else _timed_release(ask)


@allows("34 USC 12291(b)(2)", "45 CFR 1370.4", id="DV-01p", obligations=(Must.ENDS, Must.MINIMUM, Must.SAFETY_STEPS))
def release_of_the_place(ask: Ask) -> Authority | None:
    """The survivor signed a release that names you and says that you may know where she is, until a date."""
    return _timed_release(ask) if ask.item.category is Category.DV_LOCATION else None


def _timed_release(ask: Ask) -> Authority | None:
    return first(paper for paper in ask.every_consent(Form.SPECIFIC) if paper.expires is not None)


@allows(
    "34 USC 12291(b)(2)(C)",
    id="DV-02",
    limits=("what the law or the order asks for",),
    obligations=(Must.NOTIFY_PATIENT, Must.SAFETY_STEPS, Must.MINIMUM),
)
def law_or_court(ask: Ask) -> Held:
    """A law or a court asks for it. Tell the survivor first where you can, and take steps for everyone's safety."""
    order = ask.paper(Kind.COURT_ORDER)
    return takes_reports(ask) or order or _mandate(ask)


def _mandate(ask: Ask) -> Authority | None:
    return ask.paper(Kind.STATE_LAW, Term.MANDATE)


@allows("34 USC 12291(b)(2)(A)", id="DV-03", obligations=(Must.MINIMUM,))
def own_program(ask: Ask) -> bool:
    """You work in the program that serves the survivor."""
    return ask.item.at_source and (ask.by_own_program or ask.by_own_organization) and not ask.in_court


@allows("34 USC 12291(b)(2)", id="DV-04", obligations=(Must.VERIFY_IDENTITY, Must.SAFETY_STEPS))
def survivor(ask: Ask) -> bool:
    """The survivor asks for her own record."""
    return ask.to_self


@denies("42 USC 11363", "24 CFR 578.57(a)(3)", id="D-17", opens="Numbers from which no one can be known.")
def never_in_a_shared_database(ask: Ask) -> bool:
    """What a domestic violence program knows of a person is never entered into a shared database such as HMIS."""
    shared = ask.asker.kind in (OrganizationKind.HOMELESS_COC, OrganizationKind.COALITION)
    return shared and not names_no_one(ask)


@withholds(
    "34 USC 12291(b)(2)",
    "42 USC 10406(c)(5)",
    "45 CFR 1370.4",
    id="DV-00",
    obligations=(Must.NO_CONFIRMATION,),
    opens="A release signed by the survivor that names {asker} and ends on a date.",
)
def silence(ask: Ask) -> bool:
    """A domestic violence program never says whether someone is there, unless the survivor signed a release."""
    return True


@withholds("34 USC 12291(b)(2)(B)", id="DV-02n", opens="A law or a court's order that compels it.")
def asking_is_no_mandate(ask: Ask) -> bool:
    """An agency, the police or a lawyer who asks, even by subpoena, is not a law or a court that compels."""
    return ask.asker.kind in CHILD_WELFARE | POLICE | COURTS | LAWYERS


@withholds("34 USC 12291(b)(2)(B)", id="DV-00l", obligations=(Must.REDACT_LOCATION,))
def location_least_of_all(ask: Ask) -> bool:
    """Where a survivor is stays hidden even where other facts may be told."""
    return ask.item.category is Category.DV_LOCATION and not ask.item.at_source


RULES: tuple[Rule, ...] = (
    release,
    release_of_the_place,
    law_or_court,
    own_program,
    survivor,
    never_in_a_shared_database,
    silence,
    asking_is_no_mandate,
    location_least_of_all,
)
