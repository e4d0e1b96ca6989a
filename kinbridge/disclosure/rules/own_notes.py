"""What people note of themselves: a policy of the house, under any law."""

from __future__ import annotations

from kinbridge.consents.rules import Form, Kind
from kinbridge.core.vocabulary import Category
from kinbridge.disclosure.rules.access import FEDERAL_REVIEWER
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.rule import Rule, denies


@denies(
    "policy: what people note of themselves is theirs",
    id="D-32",
    opens="A consent signed by the person that names their own notes and {asker}.",
)
def own_notes_are_their_own(ask: Ask) -> bool:
    """What someone notes of themselves is shown to no one, their own program included, until they sign for it."""
    if ask.item.category is not Category.OWN_NOTES or ask.to_self:
        return False
    return not _law_asks(ask) and ask.consent(Form.SPECIFIC) is None


def _law_asks(ask: Ask) -> bool:
    """A house's own policy stands back where a court orders, the federal reviewer asks, or someone acts by law."""
    by_paper = ask.paper_held(Kind.COURT_ORDER) or ask.paper_held(Kind.REPRESENTATIVE)
    return by_paper is not None or ask.asker.role == FEDERAL_REVIEWER


RULES: tuple[Rule, ...] = (own_notes_are_their_own,)
