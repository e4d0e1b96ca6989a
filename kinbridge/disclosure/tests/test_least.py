"""What goes with a yes: no more than the purpose needs, and whether it may or must be shared."""

import pytest

from kinbridge.core.decision import Decision
from kinbridge.disclosure.case_files import cases
from kinbridge.disclosure.rules import RULES, may_share
from kinbridge.disclosure.rules.least import PROBATION, SCHOOL, WHOLE, Least, least

TOLD = {case.says: case for case in cases()}


def decided(says: str) -> Decision:
    return may_share(TOLD[says].ask)


def test_a_family_plan_needs_no_test_results_and_no_dose() -> None:
    plan = decided("The mother signed a consent that names the county's child welfare agency and the case plan.")
    assert "start date" in plan.fields
    assert {"toxicology results", "medication dose", "counseling notes"} <= set(plan.unless_ticked)


def test_what_her_form_names_is_all_that_goes() -> None:
    attendance = decided("The consent is limited to attendance, so only attendance may go.")
    assert attendance.fields == attendance.limits
    assert "toxicology results" in attendance.unless_ticked


def test_test_results_that_she_ticked_are_ticked() -> None:
    ticked = decided("The consent ticks test results by name.")
    assert "toxicology results" not in ticked.unless_ticked
    assert "medication dose" in ticked.unless_ticked


def test_a_caregiver_gets_the_childs_summary_and_never_the_parents_records() -> None:
    summary = next(
        may_share(case.ask) for case in cases() if "CW-07" in case.holds and case.decision == "permit_limited"
    )
    assert "allergies" in summary.fields
    assert summary.unless_ticked == ("parent's records",)


def test_her_own_record_is_whole() -> None:
    own = next(case.ask for case in cases() if "P2-19" in case.holds)
    assert least(own) is WHOLE
    assert may_share(own).fields == ()


def test_a_refusal_names_no_fields() -> None:
    assert [case.says for case in cases() if case.decision == "deny" and may_share(case.ask).fields] == []


@pytest.mark.parametrize("row", [SCHOOL, PROBATION])
def test_a_form_that_names_nothing_changes_nothing(row: Least) -> None:
    assert row.beside(()) is row


# ── may, or must ─────────────────────────────────────────────────────────────


def test_the_law_demands_only_what_it_demands() -> None:
    """A person's own access, reports and notices, summaries for caregivers, notices, federal review, own lists."""
    demanded = {rule.id for rule in RULES if rule.must}
    assert demanded == {
        *("P2-19", "HP-17", "ED-06", "EI-06", "EI-06f"),
        *("P2-26", "HP-26"),
        *("P2-28", "P2-33", "P2-34"),
        *("HP-07", "HP-09", "HP-09d", "ED-03r", "EI-07", "BN-07", "TR-05", "NR-05"),
        *("CW-02", "CW-06", "CW-07", "CW-08", "CW-14"),
    }


def test_an_order_under_part_2_allows_and_a_mandate_beside_it_compels() -> None:
    alone = decided("The dependency court made the special order after notice, with both findings.")
    together = decided("The special order came with a subpoena, so the program must answer.")
    assert (alone.compulsion, together.compulsion) == ("may", "must")


def test_a_no_is_never_a_must() -> None:
    assert {may_share(case.ask).compulsion for case in cases() if case.decision == "deny"} == {"may"}


# ── a person looks first ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "rule",
    [
        *("P2-04", "P2-05", "P2-16", "P2-16b", "P2-16t", "P2-17", "P2-32", "HP-05", "HP-14", "HP-15", "CW-11", "CW-13"),
        *("D-01", "D-02", "D-07", "D-30", "P2-32n"),
    ],
)
def test_a_person_looks_first_where_the_law_table_asks_for_it(rule: str) -> None:
    shown = [may_share(case.ask) for case in cases() if rule in case.holds]
    held = [decision for decision in shown if rule in {reason.rule for reason in decision.reasons}]
    assert held
    assert all(decision.human_review for decision in held)
