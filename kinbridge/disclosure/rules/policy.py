"""House policy where the law leaves the answer to us."""

from __future__ import annotations

from kinbridge.consents.rules import Form
from kinbridge.core.vocabulary import Category
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.rule import Rule, denies


@denies("policy: an unanswered question is a no", id="D-27")
def inputs_missing(ask: Ask) -> bool:
    """Something that the answer depends on is missing or cannot be read."""
    return bool(ask.missing)


@denies(
    "policy: what people note of themselves is theirs",
    id="D-32",
    opens="A consent signed by the person that names their own notes and {asker}.",
)
def own_notes_are_their_own(ask: Ask) -> bool:
    """What someone notes of themselves is shown to no one, their own program included, until they sign for it."""
    return ask.item.category is Category.OWN_NOTES and not ask.to_self and ask.consent(Form.SPECIFIC) is None


EVERYWHERE: tuple[Rule, ...] = (own_notes_are_their_own,)
