"""Records of tribal programs: the tribe's own code first, with 25 USC 1911, 1912, 1919 and 3205."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Form, Kind
from kinbridge.core.decision import Confidence
from kinbridge.core.vocabulary import CHILD_WELFARE, Category, Purpose
from kinbridge.disclosure.rules.access import acts_for_the_person
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies, withholds

CODE = "tribal privacy code"


@allows(
    "25 USC 1919",
    "25 USC 3205",
    id="TR-01",
    limits=("information the agreement describes",),
    obligations=(Must.MINIMUM, Must.REDACT_REPORTER),
)
def agreement_between_governments(ask: Ask) -> Authority | None:
    """The tribe and your agency signed an agreement to share this for a child's safety."""
    return ask.paper(Kind.DATA_USE) if ask.asker.kind in CHILD_WELFARE else None


@allows(CODE, id="TR-02", obligations=(Must.MINIMUM,))
def own_program(ask: Ask) -> bool:
    """You work for the tribal program whose record this is."""
    # An office elsewhere in the tribe's government is no part of the program.
    beside = ask.by_own_organization and ask.purpose is not Purpose.OPERATIONS
    return (ask.by_own_program or beside) and not ask.in_court


@allows(CODE, id="TR-03", obligations=(Must.MINIMUM, Must.ENDS))
def release(ask: Ask) -> Authority | None:
    """The person signed a release that names you and the purpose, and the tribe's code allows it."""
    return ask.consent(Form.SPECIFIC)


@allows(CODE, id="TR-04", obligations=(Must.VERIFY_IDENTITY,))
def own_record(ask: Ask) -> Held:
    """The person, or someone who acts for them, asks for their own record."""
    return ask.item.category is not Category.REPORTER_IDENTITY and (ask.to_self or acts_for_the_person(ask))


@allows(
    "25 USC 3203",
    id="TR-05",
    must=True,
    limits=("facts required by the reporting law",),
    obligations=(Must.MINIMUM,),
)
def report_of_child_abuse(ask: Ask) -> Authority | None:
    """Staff of the tribal program make a report of suspected child abuse that the law asks for."""
    return takes_reports(ask)


@allows(
    "25 USC 1911(d)",
    CODE,
    id="TR-06",
    limits=("what the tribal court's order names",),
    obligations=(Must.SEAL, Must.MINIMUM),
)
def order_of_the_tribal_court(ask: Ask) -> Authority | None:
    """The tribe's own court ordered it."""
    return ask.paper(Kind.COURT_ORDER)


@withholds(CODE, id="TR-00", opens="The person's release, as the tribe's code allows, or an agreement with the tribe.")
def silence(ask: Ask) -> bool:
    """The tribe's own code governs this record, and gives no ground to share it here."""
    return True


@withholds(
    CODE,
    "tribal sovereign immunity doctrine",
    id="TR-07",
    obligations=(Must.REFER_COUNSEL, Must.NOTIFY_COURT),
    review=True,
    opens="An order of the tribe's own court.",
)
def state_process(ask: Ask) -> bool:
    """A state subpoena may not reach a tribal program; counsel and the tribe decide."""
    return ask.in_court


@denies(
    CODE,
    "the tribe's sovereignty over its data",
    id="TR-08",
    confidence=Confidence.KNOWLEDGE_MEDIUM,
    opens="The tribe's own approval of this use, for a purpose and a time.",
)
def counted_without_the_tribe(ask: Ask) -> bool:
    """The tribe has not approved that its records are counted here or go into an extract."""
    counted = ask.sought in (Sought.COUNT, Sought.DEIDENTIFIED)
    return counted and not ask.by_own_organization and ask.facts.tribe_approves is not True


RULES: tuple[Rule, ...] = (
    agreement_between_governments,
    own_program,
    release,
    own_record,
    report_of_child_abuse,
    order_of_the_tribal_court,
    silence,
    state_process,
    counted_without_the_tribe,
)
