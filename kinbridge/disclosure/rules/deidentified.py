"""Numbers and data from which no one can be known: 45 CFR 164.514, 42 CFR 2.16 and 2.54."""

from __future__ import annotations

from kinbridge.consents.rules import Kind
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.rule import Held, Rule, allows, denies

SMALLEST = 11
"""The smallest count that is shown. A policy, not a law."""


@allows("45 CFR 164.514(b)", id="DE-01", obligations=(Must.SUPPRESS,))
def counts(ask: Ask) -> bool:
    """The numbers are large enough, or hidden well enough, that no one can be known from them."""
    if ask.sought is not Sought.COUNT or ask.facts.cell_count is None or ask.facts.identifiable is True:
        return False
    return ask.facts.cell_count >= SMALLEST and ask.facts.derivable is not True


@allows("45 CFR 164.514(b)", id="DE-01s", limits=("counts of 11 or more",), obligations=(Must.SUPPRESS,))
def counts_with_small_ones_hidden(ask: Ask) -> bool:
    """Small numbers are hidden, and so are those that would give them away."""
    small = ask.sought is Sought.COUNT and ask.facts.cell_count is not None
    return small and ask.facts.complementary_suppression is True and ask.facts.derivable is not True


@allows(
    "45 CFR 164.514(a)", "45 CFR 164.514(b)", id="DE-02", limits=("de-identified data",), obligations=(Must.DEIDENTIFY,)
)
def deidentified(ask: Ask) -> Held:
    """Everything that could identify a person is removed, and that is certified."""
    if ask.sought is not Sought.DEIDENTIFIED or ask.facts.identifiable is True:
        return None
    return ask.paper_held(Kind.DEIDENTIFICATION) or ask.facts.identifiable is False


@denies(
    "45 CFR 164.514(b)",
    id="DE-03",
    obligations=(Must.SUPPRESS,),
    opens="Hiding the small numbers, and one more number in each row and column with them.",
)
def small_numbers(ask: Ask) -> bool:
    """Fewer than 11 people, or a number that gives a small one away, could show who they are."""
    if ask.sought is not Sought.COUNT or ask.facts.cell_count is None:
        return False
    hidden = ask.facts.complementary_suppression is True and ask.facts.derivable is not True
    return not hidden and (ask.facts.cell_count < SMALLEST or ask.facts.derivable is True)


@denies("45 CFR 164.514(b)", "42 CFR 2.16", id="DE-04", opens="Counts of 11 or more.")
def dashboards_show_no_one(ask: Ask) -> bool:
    """A dashboard, and the public, see numbers only and never a person's record."""
    return ask.asker.kind is OrganizationKind.COALITION and ask.sought not in (Sought.COUNT, Sought.DEIDENTIFIED)


RULES: tuple[Rule, ...] = (counts, counts_with_small_ones_hidden, deidentified, small_numbers, dashboards_show_no_one)
