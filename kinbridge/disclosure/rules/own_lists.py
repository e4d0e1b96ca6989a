"""What a person may ask about their record: who received it, and whether it was lost."""

from __future__ import annotations

from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.rule import Rule, allows


@allows("42 CFR 2.24", id="P2-28", must=True, obligations=(Must.INTERMEDIARY_LIST, Must.VERIFY_IDENTITY))
def recipients_through_an_exchange(ask: Ask) -> bool:
    """The person asks who received their records through the exchange in three years; it answers within 30 days."""
    return ask.to_self and ask.sought is Sought.RECIPIENTS


@allows(
    "45 CFR 164.528",
    "42 CFR 2.25",
    id="P2-33",
    must=True,
    limits=("HIPAA-accountable disclosures, 6 years",),
    obligations=(Must.VERIFY_IDENTITY, Must.ACCOUNTING),
)
def accounting(ask: Ask) -> bool:
    """The person asks for the list of those who received their record."""
    return ask.to_self and ask.sought is Sought.ACCOUNTING


@allows(
    "42 CFR 2.16(b)",
    "45 CFR 164.404",
    "45 CFR 164.408",
    id="P2-34",
    must=True,
    obligations=(Must.BREACH_NOTICE, Must.NOTIFY_PATIENT),
)
def notice_of_a_breach(ask: Ask) -> bool:
    """The person is told that their record got out."""
    return ask.to_self and ask.sought is Sought.BREACH_NOTICE


RULES: tuple[Rule, ...] = (recipients_through_an_exchange, accounting, notice_of_a_breach)
