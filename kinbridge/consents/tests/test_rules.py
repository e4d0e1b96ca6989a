"""What makes a paper good on a day, what is wrong with it if not, and what a consent reaches."""

from dataclasses import replace
from datetime import date

import pytest

from kinbridge.consents.rules import (
    GAPS,
    TREATMENT_CLASS,
    Authority,
    Defect,
    Form,
    Gap,
    Kind,
    Signer,
    State,
    Term,
    Wanted,
    account_of,
    covers,
    everyone_of,
    faults,
    gaps,
    is_shadowed,
    named,
    organization,
    person,
    program,
    role,
    shadows,
    state,
    words,
)
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Relation

TODAY = date(2026, 3, 2)
OTP, COUNTY = organization("otp"), organization("county")
ANA = "ana"

CONSENT = Authority(
    kind=Kind.CONSENT,
    id="1",
    subject=ANA,
    form=Form.SPECIFIC,
    disclosers=frozenset({OTP}),
    recipients=frozenset({COUNTY}),
    categories=frozenset({Category.SUD_TREATMENT}),
    purposes=frozenset({Purpose.CASE_PLANNING}),
    signers=frozenset({Signer.SUBJECT}),
    signed=date(2026, 2, 20),
    expires=date(2026, 8, 20),
    terms=frozenset({Term.REVOCATION}),
)
SINGLE = replace(
    CONSENT,
    form=Form.TPO,
    recipients=frozenset({TREATMENT_CLASS}),
    purposes=frozenset({Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS}),
    expires=None,
    until_event="none",
    terms=frozenset({Term.REVOCATION, Term.REFUSAL, Term.REDISCLOSURE}),
)
WANTED = Wanted(
    subject=ANA,
    category=Category.SUD_TREATMENT,
    purpose=Purpose.CASE_PLANNING,
    disclosers=frozenset({OTP}),
    recipients=(frozenset({COUNTY, role("caseworker")}),),
)
TREATING = replace(WANTED, purpose=Purpose.TREATMENT, in_health_care=True, in_class=True)


# ── where a paper stands ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("paper", "stands"),
    [
        (CONSENT, State.IN_FORCE),
        (replace(CONSENT, revoked=TODAY), State.WITHDRAWN),
        (replace(CONSENT, revoked=date(2026, 3, 3)), State.IN_FORCE),
        (replace(CONSENT, revoked_orally=True), State.WITHDRAWN),
        (replace(CONSENT, expires=TODAY), State.EXPIRED),
        (replace(CONSENT, until_event="end of treatment", event_happened=True), State.EXPIRED),
        (replace(CONSENT, superseded=TODAY), State.SUPERSEDED),
        (replace(CONSENT, effective=date(2026, 3, 3)), State.NOT_YET),
        (replace(CONSENT, entered_in_error=True, unreadable=True), State.ENTERED_IN_ERROR),
        (replace(CONSENT, unreadable=True), State.UNREADABLE),
    ],
)
def test_a_paper_stands_in_one_way_on_a_day(paper: Authority, stands: State) -> None:
    assert state(paper, on=TODAY) is stands


def test_a_probation_consent_that_cannot_be_taken_back_yet_still_stands() -> None:
    probation = replace(CONSENT, form=Form.CRIMINAL_JUSTICE, revoked=date(2026, 2, 25))
    assert state(replace(probation, terms=frozenset({Term.IRREVOCABLE})), on=TODAY) is State.IN_FORCE
    assert state(probation, on=TODAY) is State.WITHDRAWN


# ── what is wrong with it ────────────────────────────────────────────────────


def test_a_complete_consent_has_no_fault() -> None:
    assert faults(CONSENT, on=TODAY) == frozenset()
    assert faults(SINGLE, on=TODAY) == frozenset()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"disclosers": frozenset()}, Defect.NO_DISCLOSER),
        ({"recipients": frozenset()}, Defect.NO_RECIPIENT),
        ({"categories": frozenset()}, Defect.NO_DESCRIPTION),
        ({"purposes": frozenset()}, Defect.NO_PURPOSE),
        ({"signed": None}, Defect.NO_DATE),
        ({"signers": frozenset()}, Defect.NO_SIGNATURE),
        ({"expires": None}, Defect.NO_EXPIRY),
        ({"expires": None, "until_event": "none"}, Defect.NO_EXPIRY),
        ({"terms": frozenset()}, Defect.NO_REVOCATION),
        ({"form": Form.HIPAA_ONLY}, Defect.HIPAA_ONLY),
        ({"form": Form.CRIMINAL_JUSTICE}, Defect.CRIMINAL_JUSTICE),
        ({"purposes": frozenset({Purpose.CASE_PLANNING, Purpose.COURT_PROCEEDING_OTHER})}, Defect.LEGAL_COMBINED),
        ({"categories": frozenset({Category.SUD_COUNSELING_NOTES, Category.CONTACT})}, Defect.NOTES_COMBINED),
        ({"signers": frozenset({Signer.OTHER})}, Defect.NO_SIGNATURE),
        ({"signers": frozenset({Signer.GUARDIAN})}, Defect.NO_AUTHORITY_PAPER),
        ({"signers": frozenset({Signer.DIRECTOR})}, Defect.NO_SIGNATURE),
        ({"revoked": TODAY}, Defect.WITHDRAWN),
        ({"defects": frozenset({Defect.KNOWN_FALSE})}, Defect.KNOWN_FALSE),
    ],
)
def test_each_fault_is_found(change: dict[str, object], fault: Defect) -> None:
    assert fault in faults(replace(CONSENT, **change), on=TODAY)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"terms": frozenset({Term.REVOCATION, Term.REFUSAL})}, Defect.NO_REDISCLOSURE),
        ({"terms": frozenset({Term.REVOCATION, Term.REDISCLOSURE})}, Defect.NO_NOTICES),
        ({"signed": date(2024, 4, 15)}, Defect.OLD_FORM),
    ],
)
def test_a_single_consent_needs_more(change: dict[str, object], fault: Defect) -> None:
    assert faults(replace(SINGLE, **change), on=TODAY) == {fault}


@pytest.mark.parametrize(
    ("signers", "subject", "alone", "good"),
    [
        ({Signer.SUBJECT}, Relation.YOUTH, True, True),
        ({Signer.SUBJECT}, Relation.YOUTH, False, False),
        ({Signer.SUBJECT}, Relation.YOUTH, None, False),
        ({Signer.SUBJECT, Signer.PARENT}, Relation.YOUTH, None, True),
        ({Signer.PARENT}, Relation.YOUTH, True, False),
        ({Signer.PARENT}, Relation.INFANT, None, True),
        ({Signer.SUBJECT}, Relation.CHILD, None, False),
        ({Signer.REPRESENTATIVE}, Relation.MOTHER, None, True),
    ],
)
def test_the_right_person_signs(signers: set[Signer], subject: Relation, alone: bool | None, good: bool) -> None:
    found = faults(replace(CONSENT, signers=frozenset(signers)), on=TODAY, subject=subject, minor_signs_alone=alone)
    assert (found == frozenset()) is good


def test_a_director_may_sign_for_payment_and_a_named_guardian_for_all() -> None:
    director = replace(CONSENT, signers=frozenset({Signer.DIRECTOR}), purposes=frozenset({Purpose.PAYMENT}))
    guardian = replace(
        CONSENT, signers=frozenset({Signer.GUARDIAN}), terms=frozenset({Term.REVOCATION, Term.ADJUDICATED})
    )
    assert faults(director, on=TODAY) == faults(guardian, on=TODAY) == frozenset()


def test_every_fault_and_every_gap_says_what_it_is_and_how_to_mend_it() -> None:
    for account in (*map(account_of, Defect), *(GAPS[gap] for gap in Gap)):
        assert account.says.endswith(".")
        assert account.mend.endswith(".")
        assert account.cite


# ── what it reaches ──────────────────────────────────────────────────────────


def test_a_consent_reaches_what_it_names() -> None:
    assert covers(CONSENT, WANTED)


@pytest.mark.parametrize(
    ("wanted", "short"),
    [
        (replace(WANTED, subject="ben"), Gap.SUBJECT),
        (replace(WANTED, disclosers=frozenset({organization("other")})), Gap.DISCLOSER),
        (replace(WANTED, recipients=(frozenset({organization("school")}),)), Gap.RECIPIENT),
        (replace(WANTED, recipients=()), Gap.RECIPIENT),
        (replace(WANTED, recipients=(*WANTED.recipients, frozenset({named("Guest")}))), Gap.RECIPIENT),
        (replace(WANTED, category=Category.GENERAL_HEALTH), Gap.CATEGORY),
        (replace(WANTED, category=None), Gap.CATEGORY),
        (replace(WANTED, purpose=Purpose.RESEARCH), Gap.PURPOSE),
        (replace(WANTED, purpose=None), Gap.PURPOSE),
    ],
)
def test_a_consent_reaches_nothing_else(wanted: Wanted, short: Gap) -> None:
    assert gaps(CONSENT, wanted) == (short,)


def test_test_results_and_doses_need_a_tick_outside_health_care() -> None:
    for category in (Category.SUD_TOXICOLOGY, Category.SUD_MEDICATION):
        assert gaps(CONSENT, replace(WANTED, category=category)) == (Gap.CATEGORY,)
        assert covers(SINGLE, replace(TREATING, category=category))
    ticked = replace(CONSENT, categories=CONSENT.categories | {Category.SUD_TOXICOLOGY})
    assert covers(ticked, replace(WANTED, category=Category.SUD_TOXICOLOGY))
    assert covers(CONSENT, replace(WANTED, category=Category.SUD_ATTENDANCE))


def test_the_class_in_a_single_consent_is_health_care_that_knows_the_person() -> None:
    assert covers(SINGLE, TREATING)
    assert gaps(SINGLE, replace(TREATING, in_class=False)) == (Gap.RECIPIENT,)


def test_coordinating_care_is_treatment_for_health_care_only() -> None:
    assert covers(SINGLE, replace(TREATING, purpose=Purpose.CARE_COORDINATION))
    treats = replace(CONSENT, purposes=frozenset({Purpose.TREATMENT}))
    assert gaps(treats, replace(WANTED, purpose=Purpose.CARE_COORDINATION)) == (Gap.PURPOSE,)


def test_a_part_that_the_paper_does_not_name_is_not_reached() -> None:
    limited = replace(CONSENT, only=("dates of attendance",))
    assert covers(limited, replace(WANTED, parts=words("attendance")))
    assert gaps(limited, replace(WANTED, parts=words("session notes"))) == (Gap.PART,)


# ── what cannot be read ──────────────────────────────────────────────────────


def test_an_unreadable_consent_shadows_older_ones_about_the_same_person() -> None:
    torn = Authority(kind=Kind.CONSENT, subject=ANA, unreadable=True, recorded=date(2026, 2, 25))
    assert shadows([CONSENT, torn], on=TODAY) == (torn,)
    assert is_shadowed(CONSENT, [torn])
    assert not is_shadowed(replace(CONSENT, signed=date(2026, 2, 26)), [torn])
    assert not is_shadowed(replace(CONSENT, subject="ben"), [torn])
    assert is_shadowed(replace(CONSENT, subject="ben"), [replace(torn, subject=None)])
    assert is_shadowed(replace(CONSENT, signed=None), [torn])
    assert is_shadowed(CONSENT, [replace(torn, recorded=None)])
    assert shadows([replace(torn, entered_in_error=True)], on=TODAY) == ()


def test_a_party_is_named_in_one_way_only() -> None:
    ways = {
        organization("7"),
        program("7"),
        person("7"),
        role("7"),
        named("7"),
        everyone_of(OrganizationKind.SCHOOL),
    }
    assert len(ways) == 6
    assert named(" Harbor Family Center ") == named("harbor family center")
