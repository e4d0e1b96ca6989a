"""Who may act for the person a record is about. 45 CFR 164.502(g), 42 CFR 2.14 and 2.15."""

from __future__ import annotations

from kinbridge.consents.rules import PART2_ONLY, Authority, Defect, Form, Kind, Signer, Term
from kinbridge.core.vocabulary import CHILDREN, Category, Regime, Relation, Standing
from kinbridge.disclosure.rules.ask import Ask, Sought, first
from kinbridge.disclosure.rules.rule import Held

FEDERAL_REVIEWER = "hhs_ocr"
"""The role of the federal office that enforces HIPAA and part 2; disclosure to it is required."""
PARENT_MAY_SIGN = PART2_ONLY | {Defect.MINOR}
PLAIN = frozenset({Category.GENERAL_HEALTH, Category.DEMOGRAPHIC, Category.CONTACT, Category.SOCIAL_NEEDS})


def acts_for_the_person(ask: Ask) -> Held:
    """The paper that lets the asker act for the person, or whether the law itself does."""
    if paper := ask.paper_held(Kind.REPRESENTATIVE, without=Term.DORMANT):
        return paper
    if ask.facts.deceased:
        return ask.asker.kind is Standing.RELATIVE and ask.facts.next_of_kin_rule is True
    return acts_as_parent(ask)


def acts_as_parent(ask: Ask) -> bool:
    """A parent of a young child, unless a court ended that, or the provider fears for the child (164.502(g)(5)).

    Of a young person too, but only for plain care: for what a minor may seek alone, the young person decides.
    """
    known = ask.facts.parental_rights_ended is not True and ask.facts.endangerment_believed is not True
    return (
        ask.asker.kind is Standing.PARENT
        and known
        and (ask.item.subject_role in CHILDREN or plain_care_of_a_young_person(ask))
    )


def plain_care_of_a_young_person(ask: Ask) -> bool:
    plain = ask.item.category in PLAIN and Regime.PART2 not in ask.item.regimes
    return ask.item.subject_role is Relation.YOUTH and plain and ask.facts.minor_signs_alone is not True


def signed_by_parent(ask: Ask, *forms: Form) -> Authority | None:
    """A consent that a parent alone signed for a young person, where the law asks for no more than that."""
    return first(
        paper
        for paper, wrong, short in ask.consents
        if paper.form in forms and Signer.PARENT in paper.signers and not short and wrong <= PARENT_MAY_SIGN
    )


def threat_to_a_young_person(ask: Ask) -> Held:
    """A clinician judged that a young person cannot decide well, and that someone's life or body is in danger (2.14).

    Both halves are needed: the judgement on file, and that the young person lacks the capacity to choose.
    """
    young = ask.item.subject_role is Relation.YOUTH and ask.facts.able_to_consent is False
    parent = ask.asker.kind in (Standing.PARENT, Standing.REPRESENTATIVE)
    return young and parent and (ask.paper_held(Kind.EMERGENCY) or ask.facts.safety_concern is True)


def names_no_one(ask: Ask) -> bool:
    """Whether only numbers, or data without any name, are asked for. Rules on them are in `deidentified`."""
    if ask.facts.identifiable is True:
        return False
    return ask.sought is Sought.DEIDENTIFIED or (ask.sought is Sought.COUNT and ask.facts.cell_count is not None)


def is_the_subject(ask: Ask) -> bool:
    """The person themselves, whether they ask as patient or as the parent that they are."""
    return ask.to_self or (ask.item.subject_role is not None and ask.asker.role == ask.item.subject_role)
