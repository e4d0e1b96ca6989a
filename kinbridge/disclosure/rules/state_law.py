"""State law. What a state adds to the federal rules, from its pack in `states/`: it closes or adds, and never opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kinbridge.consents.rules import Form, Term
from kinbridge.core.vocabulary import CHILD_WELFARE, CHILDREN, Category, Purpose, Regime, Relation
from kinbridge.disclosure.rules.access import FEDERAL_REVIEWER, acts_for_the_person
from kinbridge.disclosure.rules.ask import Ask, Sought
from kinbridge.disclosure.rules.obligations import Obligation as Must
from kinbridge.disclosure.rules.pack_entries import Entry, Mode, Topic
from kinbridge.disclosure.rules.packs import pack, read_packs
from kinbridge.disclosure.rules.reports import takes_notices, takes_reports
from kinbridge.disclosure.rules.rule import Condition, Effect, Rule, denies, withholds
from kinbridge.disclosure.rules.sensitive import compelled

PROTECTED = frozenset({Category.HIV_STI, Category.MENTAL_HEALTH})
"""Every state has a law of its own on these, so no answer about them stands without the state's pack."""
NAMES_IT = (Form.SPECIFIC, Form.HIPAA_ONLY, Form.PSYCHOTHERAPY_NOTES, Form.PROCEEDING)
"""Consents that are about what they name, unlike one for all treatment, payment and operations."""
POLICY = "policy: what rests on state law waits for the state's signed rules"


# ── where the pack is missing, or counsel has not signed it (D-27) ────────────


@denies(POLICY, id="D-27m", opens="The rules of this state, written down from its law and signed by counsel.")
def protected_and_no_pack(ask: Ask) -> bool:
    """State law decides about this kind of record, and the rules of this state are not here."""
    return _protected(ask) and not ask.packs_present


@denies(POLICY, id="D-27u", opens="Counsel's signature on the rules of this state.")
def protected_and_unsigned(ask: Ask) -> bool:
    """State law decides about this kind of record, and counsel has not signed the rules of this state."""
    return _protected(ask) and ask.packs_present and not ask.facts.pack_signed


@withholds(POLICY, id="D-27n", opens="The rules of this state, written down from its law and signed by counsel.")
def ground_without_a_pack(ask: Ask) -> bool:
    """What might allow this rests on state law, and the rules of this state are not here."""
    return not ask.packs_present and _rests_on_state_law(ask)


@withholds(
    POLICY,
    id="D-27s",
    opens="Counsel's signature on the rules of this state. A duty to report stands without it: call the hotline.",
)
def ground_unsigned(ask: Ask) -> bool:
    """What might allow this rests on state law, and counsel has not signed the rules of this state."""
    return ask.packs_present and not ask.facts.pack_signed and _rests_on_state_law(ask)


def _protected(ask: Ask) -> bool:
    return ask.item.category in PROTECTED and not ask.to_self and not ask.by_own_organization


def _rests_on_state_law(ask: Ask) -> bool:
    """A paper was set aside because of it, or a young person signed alone."""
    youth = ask.item.subject_role is Relation.YOUTH and Regime.PART2 in ask.item.regimes and not ask.to_self
    return youth or bool(ask.waiting)


EVERYWHERE: tuple[Rule, ...] = (protected_and_no_pack, protected_and_unsigned, ground_without_a_pack, ground_unsigned)


# ── what single states say ───────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Overlay:
    """One rule for every state whose entry on a question asks for it: the sentence is ours, the law is the state's."""

    suffix: str
    effect: Effect
    topic: Topic
    asked_for: Callable[[Entry], bool]
    holds: Condition
    duties: tuple[Must, ...] = ()
    opens: str = ""

    def of(self, entry: Entry) -> Rule:
        return Rule(
            id=f"{entry.state}-{self.suffix}",
            effect=self.effect,
            cites=entry.cites,
            says=" ".join((self.holds.__doc__ or "").split()),
            holds=self.holds,
            since=entry.effective_from,
            until=entry.effective_to,
            confidence=entry.confidence,
            obligations=self.duties,
            opens=self.opens,
        )


def hiv_release(ask: Ask) -> bool:
    """This state asks for a release that is about HIV; a consent for all treatment and payment is not one."""
    return ask.item.category is Category.HIV_STI and _lacks_its_own_consent(ask)


def hiv_notice(ask: Ask) -> bool:
    """This state protects HIV information further: whoever receives it may not share it again."""
    return ask.item.category is Category.HIV_STI and not ask.to_self and not ask.by_own_organization


def mental_health_release(ask: Ask) -> bool:
    """This state asks for a consent that is about mental health, except for those who treat the person."""
    treating = ask.by_provider and ask.asker.treats
    return ask.item.category is Category.MENTAL_HEALTH and not treating and _lacks_its_own_consent(ask)


def health_records_need_consent(ask: Ask) -> bool:
    """This state asks for the person's consent even for treatment, payment and operations."""
    if Regime.HIPAA not in ask.item.regimes or ask.purpose is Purpose.MEDICAL_EMERGENCY:
        return False
    return ask.consent_of_any_form is None and not _needs_no_consent(ask)


def notice_has_no_names(ask: Ask) -> bool:
    """This state's notice of an affected infant holds no names. A report is made apart from it, on concern alone."""
    told = ask.purpose is Purpose.MANDATED_REPORT and ask.asker.kind in CHILD_WELFARE
    if not told or ask.item.subject_role not in CHILDREN or ask.sought in (Sought.DEIDENTIFIED, Sought.COUNT):
        return False
    other_ground = takes_reports(ask) or takes_notices(ask, Term.DEIDENTIFIED) or ask.consent_of_any_form
    return not other_ground and not ask.by_own_organization


def tests_are_no_evidence(ask: Ask) -> bool:
    """In this state, tests in pregnancy and at birth are no evidence to prosecute with."""
    tested = ask.item.subject_role in (Relation.MOTHER, Relation.INFANT)
    return tested and Regime.HIPAA in ask.item.regimes and ask.item.category in TESTS and not ask.to_self


TESTS = frozenset({Category.GENERAL_HEALTH, Category.SUD_TOXICOLOGY})


def _lacks_its_own_consent(ask: Ask) -> bool:
    return ask.consent(*NAMES_IT) is None and not _needs_no_consent(ask)


def _needs_no_consent(ask: Ask) -> bool:
    """The person, whoever acts for them, the record's own people, and what an order or another law demands."""
    own = ask.to_self or ask.by_own_organization or bool(acts_for_the_person(ask))
    return (
        own or ask.asker.role == FEDERAL_REVIEWER or compelled(ask) or ask.sought in (Sought.DEIDENTIFIED, Sought.COUNT)
    )


OVERLAYS: tuple[Overlay, ...] = (
    Overlay(
        "HIV",
        Effect.DENIES,
        Topic.HIV,
        lambda entry: entry.release is True,
        hiv_release,
        opens="A release signed by the person that is about HIV and names {asker}.",
    ),
    Overlay(
        "HIV-KEEP",
        Effect.ADDS,
        Topic.HIV,
        lambda entry: entry.release is True,
        hiv_notice,
        duties=(Must.NO_REDISCLOSURE,),
    ),
    Overlay(
        "MH",
        Effect.DENIES,
        Topic.MENTAL_HEALTH,
        lambda entry: entry.release is True,
        mental_health_release,
        opens="A consent signed by the person that is about mental health and names {asker}.",
    ),
    Overlay(
        "HEALTH",
        Effect.DENIES,
        Topic.HEALTH,
        lambda entry: entry.consent is True,
        health_records_need_consent,
        opens="A consent signed by the person that names {asker}.",
    ),
    Overlay(
        "NOTICE",
        Effect.DENIES,
        Topic.BIRTH,
        lambda entry: entry.mode is Mode.NOTICE_WITHOUT_NAMES,
        notice_has_no_names,
        opens="The notice without names, the mother's consent, or, on concern for the child, a report.",
    ),
    Overlay(
        "TESTS",
        Effect.ADDS,
        Topic.TESTS,
        lambda entry: entry.evidence is False,
        tests_are_no_evidence,
        duties=(Must.NO_PROCEEDINGS,),
    ),
)


def rules_from(entries: Iterable[Entry]) -> tuple[Rule, ...]:
    """The rules that these entries ask for. Most ask for none: they inform people, or answer a federal rule."""
    return tuple(
        one.of(entry) for entry in entries for one in OVERLAYS if one.topic is entry.topic and one.asked_for(entry)
    )


STATES: Mapping[str, tuple[Rule, ...]] = {
    state: rules for state, one in sorted(read_packs().by_state.items()) if (rules := rules_from(one.entries))
}


# ── what federal law leaves to the state ─────────────────────────────────────


def minor_signs_alone(states: Iterable[str], *, age: int | None, on: date) -> bool | None:
    """Whether a young person of this age may consent to substance use treatment alone (42 CFR 2.14), in every state
    that has a say. None where that is not known, hangs on more than age, or the states differ.
    """
    said = {_signs_alone(state, age, on) for state in states}
    return said.pop() if len(said) == 1 else None


def _signs_alone(state: str, age: int | None, on: date) -> bool | None:
    found = pack(state)
    entry = found.entry(Topic.MINORS, on=on) if found else None
    if entry is None or entry.age is None or entry.only or (age is None and entry.age > 0):
        return None
    return age is None or age >= entry.age


def age_on(born: date | None, on: date) -> int | None:
    """In whole years."""
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def as_the_state_says(ask: Ask, *, age: int | None) -> Ask:
    """The same question, with what federal law leaves to the state filled in where its pack says it and stands."""
    unknown = ask.item.subject_role is Relation.YOUTH and ask.facts.minor_signs_alone is None
    if not unknown or not ask.states or not ask.state_law_stands:
        return ask
    alone = minor_signs_alone(ask.states, age=age, on=ask.day)
    return replace(ask, facts=replace(ask.facts, minor_signs_alone=alone))
