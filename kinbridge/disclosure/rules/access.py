"""Who may act for the person a record is about. 45 CFR 164.502(g), 42 CFR 2.14 and 2.15."""

from __future__ import annotations

from kinbridge.consents.rules import Kind, Term
from kinbridge.core.vocabulary import Standing, Subject
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.rule import Held

FEDERAL_REVIEWER = "hhs_ocr"
"""The role of the federal office that enforces HIPAA and part 2; disclosure to it is required."""
CHILDREN = frozenset({Subject.INFANT, Subject.CHILD})


def acts_for_the_person(ask: Ask) -> Held:
    """The paper that lets the asker act for the person, or whether the law itself does."""
    if paper := ask.paper_held(Kind.REPRESENTATIVE, without=Term.DORMANT):
        return paper
    if ask.facts.deceased:
        return ask.asker.kind is Standing.RELATIVE and ask.facts.next_of_kin_rule is True
    return acts_as_parent(ask)


def acts_as_parent(ask: Ask) -> bool:
    """A parent of a young child, unless a court ended that, or the provider fears for the child (164.502(g)(5))."""
    known = ask.facts.parental_rights_ended is not True and ask.facts.endangerment_believed is not True
    return ask.asker.kind is Standing.PARENT and ask.item.subject_role in CHILDREN and known
