"""What states protect beyond federal law: HIV and mental health records, privilege, a person's own limits, safety."""

from __future__ import annotations

from kinbridge.consents.rules import Authority, Kind, State, state
from kinbridge.core.vocabulary import Category, Purpose, Regime, Standing
from kinbridge.disclosure.rules.access import names_no_one
from kinbridge.disclosure.rules.ask import Ask
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.reports import takes_reports
from kinbridge.disclosure.rules.rule import Rule, denies

NEEDS_NO_PLACE = frozenset(
    {
        Purpose.PAYMENT,
        Purpose.OPERATIONS,
        Purpose.QUALITY_MEASUREMENT,
        Purpose.AUDIT_EVALUATION,
        Purpose.RESEARCH,
        Purpose.PUBLIC_HEALTH,
        Purpose.SCHOOL_ENROLLMENT,
    }
)
"""For these nobody needs to know where a survivor is."""
ABUSERS = frozenset({Standing.OTHER_PARENT, Standing.RELATIVE, Standing.PARENT})


@denies(
    "state HIV confidentiality law",
    id="ST-01",
    obligations=(Must.CHECK_STATE_LAW,),
    opens="A release signed by the person that names HIV or STI records and {asker}.",
)
def hiv_needs_its_own_release(ask: Ask) -> bool:
    """HIV and STI records need a release that names them, unless state law lets a treating provider have them."""
    protected = ask.item.category is Category.HIV_STI and not names_no_one(ask)
    if not protected or ask.to_self or ask.facts.hiv_release_required is False:
        return False
    treating = ask.by_provider and ask.asker.treats and ask.purpose in (Purpose.TREATMENT, Purpose.MEDICAL_EMERGENCY)
    allowed = (treating and ask.facts.hiv_treatment_exception is True) or ask.by_own_organization
    return not allowed and ask.consent_of_any_form is None and not compelled(ask)


@denies(
    "state mental health records law",
    id="ST-02",
    obligations=(Must.CHECK_STATE_LAW,),
    opens="A consent that names mental health records and {asker}.",
)
def mental_health_needs_consent(ask: Ask) -> bool:
    """Mental health records go to treating providers, or where the person consented to them by name."""
    protected = ask.item.category is Category.MENTAL_HEALTH and not names_no_one(ask)
    if not protected or ask.to_self or ask.by_own_organization:
        return False
    treating = ask.by_provider and ask.asker.treats
    parent = ask.asker.kind is Standing.PARENT
    return not (treating or parent) and ask.consent_of_any_form is None and not compelled(ask)


def compelled(ask: Ask) -> bool:
    """A report, an order or an agreement that the law itself gives force."""
    kinds = (Kind.COURT_ORDER, Kind.BUSINESS_ASSOCIATE, Kind.STATE_LAW, Kind.AUDIT, Kind.RESEARCH)
    return takes_reports(ask) is not None or any(ask.paper(kind) for kind in kinds)


@denies(
    "34 USC 12291(b)(2)",
    "45 CFR 164.522(b)",
    id="D-16",
    obligations=(Must.NO_CONFIRMATION,),
    opens="A release signed by the survivor, never by the one who harmed her.",
)
def whoever_caused_harm(ask: Ask) -> bool:
    """Where someone may be harmed, nothing that shows where they are goes to the one they fear."""
    flags = (paper for paper in ask.limits if paper.kind is Kind.SAFETY_FLAG)
    flagged = bool(ask.limits) and any(_stands(paper, ask) for paper in flags)
    hidden = ask.item.category is Category.DV_LOCATION and ask.asker.kind in ABUSERS
    return (flagged or hidden) and not ask.to_self and ask.consent_of_any_form is None


@denies(
    "34 USC 12291(b)(2)(B)",
    id="D-16l",
    obligations=(Must.REDACT_LOCATION,),
    opens="The rest of the record, with the address and all that shows the place taken out.",
)
def the_place_stays_hidden(ask: Ask) -> bool:
    """Where a survivor is stays out of what others write down and pass on, even where the rest may be told."""
    place = ask.item.category is Category.DV_LOCATION and not names_no_one(ask)
    away = ask.item.regimes != {Regime.DV_PROGRAM} or not ask.item.at_source
    if not (place and away) or ask.to_self or ask.by_own_organization:
        return False
    feared = ask.asker.kind in ABUSERS or ask.in_court or ask.purpose in NEEDS_NO_PLACE
    return feared and ask.consent_of_any_form is None and ask.paper(Kind.COURT_ORDER) is None


def _stands(limit: Authority, ask: Ask) -> bool:
    """Whether a limit is in force and meant for this asker. One that names no one, or cannot be read, is for all."""
    if state(limit, on=ask.day) not in (State.IN_FORCE, State.UNREADABLE):
        return False
    return not limit.recipients or not limit.recipients.isdisjoint(ask.asker.parties)


@denies(
    "42 CFR 2.26",
    "45 CFR 164.522(a)",
    id="D-26",
    opens="Only the person can lift a limit they set, unless an emergency needs the record.",
)
def the_persons_own_limit(ask: Ask) -> bool:
    """The person asked that this not be shared, and that was agreed."""
    if not ask.limits or ask.to_self or ask.purpose is Purpose.MEDICAL_EMERGENCY or takes_reports(ask):
        return False
    return any(
        paper.kind is Kind.RESTRICTION
        and _stands(paper, ask)
        and (not paper.categories or ask.item.category in paper.categories or _broader(ask) in paper.categories)
        and (not paper.purposes or ask.purpose in paper.purposes)
        for paper in ask.limits
    )


def _broader(ask: Ask) -> Category | None:
    return ask.item.category.broader if ask.item.category else None


RULES: tuple[Rule, ...] = (
    hiv_needs_its_own_release,
    mental_health_needs_consent,
    whoever_caused_harm,
    the_place_stays_hidden,
    the_persons_own_limit,
)
