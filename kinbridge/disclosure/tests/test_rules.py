"""How rules, refusals and explanations behave, beyond what single cases show."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kinbridge.consents.rules import Authority, Defect, Form, Kind, Signer, Term, everyone_of, organization, person
from kinbridge.core.decision import Outcome
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Relation, Standing
from kinbridge.disclosure.decide_file import main
from kinbridge.disclosure.rules import RULES, Ask, Asker, Facts, Item, Obligation, as_shown, explain, may_share
from kinbridge.disclosure.rules.part2_program import is_part2_program
from kinbridge.disclosure.rules.rule import Effect, allows

TODAY = date(2026, 3, 2)
ANA, BABY = 1, 2
CLINIC = Item(
    regimes=frozenset({Regime.PART2}),
    category=Category.SUD_ATTENDANCE,
    subject=ANA,
    subject_role=Relation.MOTHER,
    source_organization="otp",
    source_kind=OrganizationKind.OPIOID_TREATMENT_PROGRAM,
    source_program="otp/methadone",
)
COUNTY = Asker(
    kind=OrganizationKind.CHILD_WELFARE_AGENCY, role="caseworker", organization="county", program="county/ongoing"
)
CONSENT = Authority(
    kind=Kind.CONSENT,
    id="consent 7",
    subject=ANA,
    form=Form.SPECIFIC,
    disclosers=frozenset({organization("otp")}),
    recipients=frozenset({organization("county")}),
    categories=frozenset({Category.SUD_TREATMENT}),
    purposes=frozenset({Purpose.CASE_PLANNING}),
    signers=frozenset({Signer.SUBJECT}),
    signed=date(2026, 2, 20),
    expires=date(2026, 8, 20),
    terms=frozenset({Term.REVOCATION}),
)


def ask(**changes: object) -> Ask:
    usual = Ask(item=CLINIC, asker=COUNTY, purpose=Purpose.CASE_PLANNING, on=TODAY, authorities=(CONSENT,))
    return replace(usual, **changes)


def test_a_decision_names_the_paper_it_rests_on() -> None:
    decision = may_share(ask())
    assert decision.outcome is Outcome.PERMIT
    assert decision.authorities == ("consent 7",)
    assert "42 CFR 2.33(a)(1)" in decision.citations[0]


def test_a_refusal_says_what_would_open_the_door_in_the_workers_words() -> None:
    [way] = may_share(ask(authorities=())).would_open
    assert way == (
        "A consent that names the child welfare agency, attendance at substance use treatment and the purpose of "
        "planning with the family."
    )


def test_what_would_open_the_door_does_open_it() -> None:
    shut = ask(authorities=(replace(CONSENT, purposes=frozenset({Purpose.PAYMENT})),))
    assert "Ask for a consent that names this purpose." in may_share(shut).would_open
    assert may_share(ask()).allowed


def test_a_stranger_cannot_tell_a_patient_from_someone_who_never_came() -> None:
    refused = may_share(ask(authorities=()))
    assert refused.neutral
    assert as_shown(refused) == as_shown(may_share(ask(authorities=(), item=replace(CLINIC, subject=99))))
    assert as_shown(refused).reasons == ()


def test_a_worker_whose_consent_is_for_another_purpose_may_be_told_so() -> None:
    refused = may_share(ask(purpose=Purpose.STAFFING_MEETING))
    assert not refused.neutral
    assert as_shown(refused) == refused


def test_a_consent_that_ended_is_no_leave_to_be_told() -> None:
    assert may_share(ask(on=date(2027, 1, 1))).neutral


def test_consents_of_another_person_do_not_count() -> None:
    assert not may_share(ask(item=replace(CLINIC, subject=BABY))).allowed


def test_what_another_person_signed_or_withdrew_is_not_spoken_of() -> None:
    fathers = replace(CONSENT, subject=3, revoked=TODAY)
    assert may_share(ask(authorities=(fathers,))) == may_share(ask(authorities=()))


def test_an_agreement_between_organizations_is_about_no_one_and_so_about_anyone() -> None:
    agreement = replace(
        CONSENT,
        kind=Kind.QSOA,
        form=None,
        subject=None,
        recipients=frozenset({organization("lab")}),
        purposes=frozenset({Purpose.OPERATIONS}),
    )
    laboratory = Asker(kind=OrganizationKind.VENDOR, organization="lab")
    question = ask(asker=laboratory, purpose=Purpose.OPERATIONS, authorities=(agreement,))
    assert may_share(question).allowed
    report = replace(agreement, kind=Kind.COURT_ORDER)
    assert not may_share(replace(question, authorities=(report,))).allowed


def test_a_faulty_agreement_is_spoken_of_only_to_whom_it_was_made_for() -> None:
    faulty = Authority(
        kind=Kind.QSOA,
        id="agreement 3",
        disclosers=frozenset({organization("otp")}),
        recipients=frozenset({organization("lab")}),
        defects=frozenset({Defect.NO_APPROVAL}),
    )
    laboratory = Asker(kind=OrganizationKind.VENDOR, organization="lab")
    question = ask(asker=laboratory, purpose=Purpose.OPERATIONS, authorities=(faulty,))
    assert "Add the signed approval, waiver or agreement." in may_share(question).would_open
    assert may_share(ask(authorities=(faulty,))) == may_share(ask(authorities=()))


def test_a_limit_that_does_not_say_whose_it_is_stands_for_everyone() -> None:
    limit = Authority(kind=Kind.RESTRICTION, id="limit", signed=date(2026, 1, 1))
    assert not may_share(ask(authorities=(CONSENT, limit))).allowed
    assert may_share(ask(authorities=(CONSENT, replace(limit, subject=BABY)))).allowed


def test_someone_elses_record_is_not_ones_own() -> None:
    mother = Asker(kind=Standing.PATIENT, person=ANA)
    own = ask(asker=mother, purpose=Purpose.SELF_ACCESS, authorities=())
    assert may_share(own).allowed
    assert not may_share(replace(own, item=replace(CLINIC, subject=BABY))).allowed


def test_a_paper_may_name_a_person() -> None:
    named = replace(CONSENT, recipients=frozenset({person(42)}))
    assert not may_share(ask(authorities=(named,))).allowed
    assert may_share(ask(authorities=(named,), asker=replace(COUNTY, person=42))).allowed


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"on": None}, "Say the date."),
        ({"purpose": None}, "Say the purpose."),
        ({"item": replace(CLINIC, category=None)}, "Say the kind of record."),
        ({"item": replace(CLINIC, regimes=frozenset())}, "Say the law the record is under."),
        ({"asker": replace(COUNTY, kind=None)}, "Say who is asking."),
        ({"unreadable": ("how it was received",)}, "Say how it was received."),
    ],
)
def test_what_is_missing_is_a_no_that_says_what_is_missing(change: dict[str, object], missing: str) -> None:
    decision = may_share(ask(**change))
    assert [reason.rule for reason in decision.reasons] == ["D-27"]
    assert decision.would_open == (missing,)
    assert explain(ask(**change))[0].held


def test_an_explanation_names_every_rule_and_the_paper() -> None:
    trials = {trial.rule.id: trial for trial in explain(ask())}
    assert trials["P2-03"].held
    assert trials["P2-03"].why == "It allows this. It rests on paper consent 7."
    assert not trials["D-01"].held
    assert trials["D-01"].why == "It does not stand in the way."
    assert not trials["P2-00"].held


# ── the rules themselves ─────────────────────────────────────────────────────


def test_every_rule_cites_its_law_and_speaks_a_sentence() -> None:
    for rule in RULES:
        assert rule.cite
        assert rule.says[0].isupper()
        assert rule.says.endswith(".")
        assert len(rule.says.split()) <= 30, rule.id
        assert rule.until is None or rule.since is None or rule.since < rule.until
    assert {rule.effect for rule in RULES} == set(Effect)


def test_every_obligation_has_its_sentence() -> None:
    for obligation in Obligation:
        assert obligation.says.endswith(".")
        assert Obligation(obligation.value) is obligation


def test_what_opens_a_door_can_be_said_of_any_ask() -> None:
    for rule in RULES:
        assert rule.opens.format(asker="the clinic", purpose="treatment", record="health records") is not None


def test_a_rule_without_words_or_law_is_refused() -> None:
    def silent(ask: Ask) -> bool:
        return True

    with pytest.raises(TypeError, match="write the docstring"):
        allows("a law", id="X-1")(silent)
    silent.__doc__ = "It speaks."
    with pytest.raises(TypeError, match="cite the law"):
        allows(id="X-1")(silent)


@pytest.mark.parametrize(
    ("facts", "is_program"),
    [
        ({}, False),
        ({"holds_out": True}, True),
        ({"holds_out": True, "federally_assisted": False}, False),
        ({"primary_function": True}, False),
        ({"primary_function": True, "identified": True}, True),
        ({"attested": False, "holds_out": True}, False),
        ({"attested": True}, True),
    ],
)
def test_when_a_clinic_is_a_treatment_program(facts: dict[str, bool], is_program: bool) -> None:
    assert is_part2_program(**facts) is is_program


# ── grounds that need more than the vignettes' words ─────────────────────────


def test_a_parents_lawyer_reads_the_court_file_with_the_parents_consent() -> None:
    file = replace(CLINIC, regimes=frozenset({Regime.COURT}), category=Category.JUVENILE_COURT)
    lawyer = Asker(kind=OrganizationKind.DEFENSE_COUNSEL)
    consent = replace(
        CONSENT,
        form=Form.PROCEEDING,
        recipients=frozenset({everyone_of(OrganizationKind.DEFENSE_COUNSEL)}),
        categories=frozenset({Category.JUVENILE_COURT}),
        purposes=frozenset({Purpose.COURT_PROCEEDING_OTHER}),
    )
    question = ask(item=file, asker=lawyer, purpose=Purpose.COURT_PROCEEDING_OTHER, authorities=(consent,))
    assert may_share(question).allowed
    assert not may_share(replace(question, authorities=())).allowed


def test_a_parent_reads_the_childs_school_and_early_intervention_record() -> None:
    for regime, category in (
        (Regime.FERPA, Category.EDUCATION),
        (Regime.PART_C, Category.EARLY_INTERVENTION),
    ):
        child = replace(CLINIC, regimes=frozenset({regime}), category=category, subject_role=Relation.CHILD)
        parent = ask(item=child, asker=Asker(kind=Standing.PARENT), purpose=Purpose.SELF_ACCESS, authorities=())
        assert may_share(parent).allowed
        assert not may_share(replace(parent, facts=Facts(parental_rights_ended=True))).allowed


# ── the command ──────────────────────────────────────────────────────────────


def test_decide_prints_an_answer_for_each_situation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    situation = {
        "id": "V1",
        "date": "2026-03-02",
        "item": {"source_regime": "hipaa", "category": "general_health", "subject": "mother", "holder": "source"},
        "request": {"recipient_kind": "clinic", "role": "treating_provider", "purpose": "treatment"},
        "authorities": [],
    }
    file = tmp_path / "situations.json"
    file.write_text(json.dumps([situation, "nonsense"]), encoding="utf-8")
    assert main([str(file)]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert set(first) == {"id", "decision", "limited_to", "basis", "obligations", "why", "would_open"}
    assert (first["id"], first["decision"]) == ("V1", "permit")
    assert (second["id"], second["decision"]) == (None, "deny")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"{", "not JSON"), (b"\xff\xfe", "not JSON"), (b"7", "should hold a list"), (None, "cannot be opened")],
)
def test_decide_says_what_is_wrong_with_a_file(
    content: bytes | None, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.json"
    if content is not None:
        file.write_bytes(content)
    assert main([str(file)]) == 2
    assert sentence in capsys.readouterr().err


def test_decide_wants_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Name one file" in capsys.readouterr().err
