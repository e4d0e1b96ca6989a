"""Records of substance use treatment programs and the courts. 42 CFR part 2, subpart E."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from kinbridge.consents.rules import Authority, Form, Gap, Kind, Term, words
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import OrganizationKind, Purpose
from kinbridge.disclosure.rules.ask import Ask, first
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.part2 import NOTES, process_on_file
from kinbridge.disclosure.rules.parties import POLICE
from kinbridge.disclosure.rules.rule import Rule, allows, denies, withholds

CIVIL = frozenset({Term.NO_OTHER_WAY, Term.PUBLIC_INTEREST})
CRIMINAL = frozenset(
    {Term.SERIOUS_CRIME, Term.SUBSTANTIAL_VALUE, Term.NO_OTHER_WAY, Term.OUTWEIGHS_HARM, Term.INDEPENDENT_COUNSEL}
)
CONFIDENCES = frozenset({"session", "statement", "communication", "counseling", "counselling", "therapy", "testimony"})
"""The words by which an ask shows that it is for what the patient said in confidence."""


def civil_orders(ask: Ask) -> Iterator[Authority]:
    """Orders under 2.64 with both findings, made after notice."""
    return _orders(ask, "2.64", CIVIL | {Term.NOTICE_GIVEN}, without=Term.TRIBAL_COURT)


def tribal_orders(ask: Ask) -> Iterator[Authority]:
    return _orders(ask, "2.64", CIVIL | {Term.NOTICE_GIVEN, Term.TRIBAL_COURT})


def criminal_orders(ask: Ask) -> Iterator[Authority]:
    """Orders under 2.65 with all five findings."""
    return _orders(ask, "2.65", CRIMINAL)


def _orders(ask: Ask, section: str, findings: frozenset[Term], *, without: Term | None = None) -> Iterator[Authority]:
    """Those that reach what is asked; what was said in confidence needs to be named, on a ground of 2.63."""
    for paper in ask.every_paper(Kind.COURT_ORDER, *findings, without=without, section=section):
        named = _opens_confidences(paper)
        # An order that takes in confidences without a ground for it may not be split by us.
        if (named and Term.CONFIDENTIAL_GROUND in paper.terms) or not (named or _needs_confidences(ask, paper)):
            yield paper


def _needs_confidences(ask: Ask, paper: Authority) -> bool:
    """Whether confidences are asked for, and the order does not by its own words keep to something else."""
    keeps_off = paper.only and words(" ".join(paper.only)).isdisjoint(CONFIDENCES) and ask.item.category is not NOTES
    return asks_for_confidences(ask) and not keeps_off


def asks_for_confidences(ask: Ask) -> bool:
    return ask.item.category is NOTES or not ask.parts.isdisjoint(CONFIDENCES)


def _opens_confidences(paper: Authority) -> bool:
    return Term.CONFIDENTIAL_COMMUNICATIONS in paper.terms


@allows(
    "42 CFR 2.61(a)",
    "42 CFR 2.64",
    id="P2-16",
    confidence=Confidence.VERIFIED,
    review=True,
    limits=("terms of the order",),
    obligations=(Must.MINIMUM, Must.SEAL),
)
def order_in_a_civil_case(ask: Ask) -> Authority | None:
    """A court made the special order for this, after notice, and found good cause. Share what the order names."""
    return first(paper for paper in civil_orders(ask) if not _opens_confidences(paper)) if ask.in_court else None


@allows(
    "42 CFR 2.63(a)(1)",
    "42 CFR 2.64",
    id="P2-16b",
    confidence=Confidence.VERIFIED,
    review=True,
    limits=("communications named in the order",),
    obligations=(Must.MINIMUM, Must.SEAL),
)
def order_for_confidences(ask: Ask) -> Authority | None:
    """The court found that what was said in confidence is needed against a threat to life or serious harm."""
    return first(paper for paper in civil_orders(ask) if _opens_confidences(paper)) if ask.in_court else None


@allows(
    "42 USC 290dd-2(b)(2)(C)",
    "42 CFR 2.64",
    id="P2-16t",
    confidence=Confidence.KNOWLEDGE_LOW,
    review=True,
    limits=("terms of the order",),
    obligations=(Must.MINIMUM, Must.SEAL, Must.REFER_COUNSEL),
)
def order_of_a_tribal_court(ask: Ask) -> Authority | None:
    """A tribal court made the special order for this. Counsel confirms that it reaches this program."""
    return first(tribal_orders(ask)) if ask.in_court else None


@allows(
    "42 CFR 2.65",
    "42 CFR 2.61",
    id="P2-17",
    review=True,
    limits=("records named in the order",),
    obligations=(Must.MINIMUM, Must.SEAL),
)
def order_in_a_criminal_case(ask: Ask) -> Authority | None:
    """A court made the special order for a crime of the gravest kind, with every finding the law asks for."""
    return first(criminal_orders(ask)) if ask.in_court else None


@allows(
    "42 CFR 2.66",
    id="P2-18",
    review=True,
    limits=("terms of the order", "no patient named in public filings"),
    obligations=(Must.MINIMUM, Must.SEAL, Must.SECURITY),
)
def order_against_the_program(ask: Ask) -> Authority | None:
    """A court made the special order to look into the program or its staff, never into a patient."""
    if not ask.papers or ask.purpose is Purpose.COURT_PROCEEDING_AGAINST_PATIENT:
        return None
    return ask.paper(Kind.COURT_ORDER, *CIVIL, section="2.66")


@denies(
    "42 USC 290dd-2(c)",
    "42 CFR 2.12(d)(1)",
    id="D-01",
    confidence=Confidence.VERIFIED,
    review=True,
    opens="A separate consent for use in court, or a court order under 42 CFR 2.64 or 2.65.",
)
def never_against_the_patient(ask: Ask) -> bool:
    """Treatment records may not be used against the person in any proceeding, a dependency case included."""
    if ask.purpose is not Purpose.COURT_PROCEEDING_AGAINST_PATIENT:
        return False
    orders = chain(civil_orders(ask), tribal_orders(ask), criminal_orders(ask))
    return ask.part2_consent(Form.PROCEEDING) is None and first(orders) is None


@withholds(
    "42 CFR 2.61",
    "42 CFR 2.13",
    id="D-02",
    confidence=Confidence.VERIFIED,
    review=True,
    obligations=(Must.NOTIFY_COURT,),
    opens="An order under subpart E of 42 CFR part 2, with its findings.",
)
def process_alone_opens_nothing(ask: Ask) -> bool:
    """A subpoena, a warrant or an ordinary court order alone never opens a treatment record."""
    return process_on_file(ask)


@withholds("42 CFR 2.65", "42 CFR 2.61", id="P2-17n", opens="An order under 42 CFR 2.65 or 2.66, with its findings.")
def police_need_the_special_order(ask: Ask) -> bool:
    """The police get a treatment record only by a special order; a warrant, whatever it is for, is none."""
    return ask.asker.kind in POLICE and any(paper.kind is Kind.WARRANT for paper in ask.on_file)


@withholds(
    "42 CFR 2.63(a)",
    "42 CFR 2.64(e)",
    id="P2-16n",
    confidence=Confidence.VERIFIED,
    obligations=(Must.MINIMUM, Must.SEAL),
    opens="An order that names these words and finds a ground under 42 CFR 2.63.",
)
def confidences_need_a_ground(ask: Ask) -> bool:
    """What the patient said in confidence opens only to an order that finds one of three grounds for it."""
    return asks_for_confidences(ask) and any(paper.kind is Kind.COURT_ORDER for paper in ask.on_file)


@withholds("42 CFR 2.35(a)", "42 CFR 2.31(a)(6)", id="P2-06n", obligations=(Must.NOTIFY_COURT,))
def family_court_consents_can_be_taken_back(ask: Ask) -> bool:
    """Only a criminal case can make a consent irrevocable; a family court cannot."""
    courts = (OrganizationKind.COURT, OrganizationKind.TRIBAL_COURT)
    return ask.asker.kind in courts and any(
        paper.revoked is not None and paper.form is not Form.CRIMINAL_JUSTICE and Gap.RECIPIENT not in short
        for paper, _, short in ask.consents
    )


RULES: tuple[Rule, ...] = (
    order_in_a_civil_case,
    order_for_confidences,
    order_of_a_tribal_court,
    order_in_a_criminal_case,
    order_against_the_program,
    never_against_the_patient,
    process_alone_opens_nothing,
    police_need_the_special_order,
    confidences_need_a_ground,
    family_court_consents_can_be_taken_back,
)
