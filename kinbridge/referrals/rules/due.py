"""By when a program answers: working days, as many as the county says."""

from __future__ import annotations

from datetime import date

from kinbridge.clocks.rules.days import Span, Unit
from kinbridge.clocks.rules.terms import Terms

URGENT, USUAL = "referral_answer_urgent", "referral_answer"
"""Settings of the county values; see clocks/rules/terms.toml for what holds where a county says nothing."""


def answer_due(sent_on: date, *, urgent: bool, terms: Terms) -> date:
    """The day by which an answer is expected. The day of sending is day 0."""
    within = terms.span(URGENT if urgent else USUAL) or Span(1 if urgent else 3, Unit.BUSINESS_DAYS)
    return within.after(sent_on, terms.calendar)
