"""Prohibitions that stand whatever law a record is under."""

from __future__ import annotations

from kinbridge.consents.rules import Form, Kind
from kinbridge.core.vocabulary import CHILD_WELFARE, MINORS, Category, Regime, Standing
from kinbridge.disclosure.rules.access import is_the_subject, names_no_one
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.capta import reporter_cross_report, reporter_order
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.rule import Rule, denies

PRIVATE = frozenset(
    {
        Category.MENTAL_HEALTH,
        Category.PSYCHOTHERAPY_NOTES,
        Category.HIV_STI,
        Category.REPRODUCTIVE,
        Category.SUD_TREATMENT,
        Category.SUD_ATTENDANCE,
        Category.SUD_TOXICOLOGY,
        Category.SUD_MEDICATION,
        Category.SUD_COUNSELING_NOTES,
        Category.DV_LOCATION,
        Category.OWN_NOTES,
    }
)
HOUSEHOLD = frozenset(
    {Standing.PARENT, Standing.OTHER_PARENT, Standing.FOSTER_PARENT, Standing.KIN_CAREGIVER, Standing.RELATIVE}
)


@denies(
    "42 USC 5106a(b)(3)",
    "42 USC 5106a(b)(2)(B)(viii)",
    id="D-12",
    obligations=(Must.REDACT_REPORTER,),
    opens="A judge's own look, in private, at whether the report was knowingly false.",
)
def reporter_stays_unnamed(ask: Ask) -> bool:
    """Who made a report is told to no one outside the agency, not to parents, lawyers or partners."""
    if ask.item.category is not Category.REPORTER_IDENTITY or names_no_one(ask):
        return False
    agency = ask.asker.kind in CHILD_WELFARE and ask.by_own_organization
    opened = reporter_order(ask) or reporter_cross_report(ask) or ask.consent(Form.SPECIFIC)
    return not (agency or opened)


@denies(
    "45 CFR 164.502(a)",
    "42 CFR 2.13(a)",
    id="D-18",
    opens="A consent signed by the person it is about that names {asker}.",
)
def one_parents_record_is_not_the_others(ask: Ask) -> bool:
    """Sharing a family case does not open one parent's private health record to the other, or to relatives."""
    private = ask.item.category in PRIVATE or Regime.PART2 in ask.item.regimes
    theirs = ask.item.subject_role in MINORS or is_the_subject(ask)
    if not private or theirs or ask.asker.kind not in HOUSEHOLD or names_no_one(ask):
        return False
    return ask.consent_of_any_form is None and ask.paper_held(Kind.REPRESENTATIVE) is None and not _next_of_kin(ask)


def _next_of_kin(ask: Ask) -> bool:
    return ask.facts.deceased and ask.facts.next_of_kin_rule is True


@denies(
    "42 CFR 2.13(a)",
    "45 CFR 164.502(b)",
    id="D-28",
    opens="Numbers from which no one can be known, or an audit agreement.",
)
def no_lists_of_people(ask: Ask) -> bool:
    """No one may draw a list of people by what a record says of them, except for an agreed audit."""
    return ask.sought is Sought.LIST and ask.paper(Kind.AUDIT) is None


@denies("45 CFR 164.528", "42 CFR 2.25", id="D-28s")
def own_lists_are_their_own(ask: Ask) -> bool:
    """The list of who received a record, and notice of a breach, go to the person it is about."""
    own = ask.sought in (Sought.ACCOUNTING, Sought.RECIPIENTS, Sought.BREACH_NOTICE)
    return own and not ask.to_self and ask.paper_held(Kind.REPRESENTATIVE) is None


@denies("attorney-client privilege; state privilege law", id="D-25", opens="The client's own waiver.")
def privileged(ask: Ask) -> bool:
    """What a person told their lawyer, and a lawyer's own work, stays out of the shared record."""
    return ask.facts.privileged is True and not ask.to_self and not ask.by_own_organization


RULES: tuple[Rule, ...] = (
    reporter_stays_unnamed,
    one_parents_record_is_not_the_others,
    no_lists_of_people,
    own_lists_are_their_own,
    privileged,
)
