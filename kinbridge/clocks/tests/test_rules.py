"""What single rules and the machinery around them claim."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kinbridge.clocks.rules import RULES, Fact, Kind, Status, deadlines, due_within, known_states, terms_for
from kinbridge.clocks.rules.clashes import PATTERNS, WhatIf, clashes, guidance
from kinbridge.clocks.rules.contradictions import contradictions
from kinbridge.clocks.rules.days import Calendar, Span, Unit, add_hours, last_day, month_end
from kinbridge.clocks.rules.rule import rule
from kinbridge.clocks.rules.terms import all_terms
from kinbridge.core.decision import Confidence


def fact(kind: Kind, on: date, **more: object) -> Fact:
    return Fact(**{"kind": kind, "on": on, "subject": "leo", **more})  # type: ignore[arg-type]


def only(rule_id: str, *facts: Fact, on: date, state: str | None = None, at: datetime | None = None) -> list[object]:
    return [d for d in deadlines(facts, on=on, state=state, at=at) if d.rule == rule_id]


REMOVED = fact(Kind.REMOVAL, date(2025, 1, 10))


def test_every_rule_cites_its_law_and_says_one_sentence() -> None:
    assert len({r.id for r in RULES}) == len(RULES)
    for one in RULES:
        assert one.cite
        assert one.says.endswith(".")
        assert one.title
        assert one.starts


def test_a_rule_without_its_sentence_is_refused() -> None:
    with pytest.raises(TypeError, match="write the docstring"):

        @rule("X", lane=RULES[0].lane, cite="none", starts=(Kind.BIRTH,))
        def silent(case):  # type: ignore[no-untyped-def]
            yield


def test_what_was_not_read_in_the_law_itself_is_marked_confirm_locally() -> None:
    (tpr,) = only("CW-TPR-15-22", REMOVED, on=date(2025, 3, 1))
    (plan,) = only("CW-CASEPLAN", REMOVED, on=date(2025, 3, 1))
    assert tpr.confidence.confirm_locally  # type: ignore[attr-defined]
    assert not plan.confidence.confirm_locally  # type: ignore[attr-defined]


def test_every_state_value_has_its_source_and_the_days_it_was_checked_and_took_force() -> None:
    for term in all_terms():
        assert term.source
        assert term.effective_from <= term.checked_on
        assert term.confidence in Confidence
    assert {"AZ", "CA", "CO", "KY", "MA", "MN", "MO", "WA"} <= set(known_states())


def test_a_state_nobody_wrote_down_gets_the_national_values() -> None:
    assert terms_for("ZZ", date(2026, 1, 1)).values == terms_for(None, date(2026, 1, 1)).values


def test_a_value_is_not_used_before_it_took_force() -> None:
    assert not terms_for("OH", date(2021, 1, 1)).elects("medicaid_postpartum_12")
    assert terms_for("OH", date(2023, 1, 1)).elects("medicaid_postpartum_12")


def test_forty_eight_hours_over_the_spring_clock_change_end_an_hour_later_on_the_wall() -> None:
    asked = datetime(2026, 3, 6, 16, 30, tzinfo=ZoneInfo("America/New_York"))
    assert add_hours(asked, 48).isoformat() == "2026-03-08T17:30:00-04:00"


def test_forty_eight_hours_over_thanksgiving_wait_for_monday() -> None:
    at = datetime.combine(date(2025, 11, 26), time(9))
    assert Calendar().add_hours(at, 48) == datetime.combine(date(2025, 12, 1), time(9))
    closed = Calendar(closed=frozenset({date(2025, 11, 28)}))
    assert closed.add_hours(at, 48) == datetime.combine(date(2025, 12, 2), time(9))


def test_new_year_observed_in_the_old_year_is_a_day_off() -> None:
    assert Calendar().add_days(date(2027, 12, 29), 2) == date(2028, 1, 3)


def test_a_period_that_begins_with_a_day_counts_that_day() -> None:
    assert last_day(date(2026, 3, 20), days=5) == date(2026, 3, 24)
    assert month_end(last_day(date(2026, 1, 31), days=60)) == date(2026, 3, 31)


def test_a_span_says_itself_in_words() -> None:
    assert Span(1, Unit.DAYS).words == "1 day"
    assert Span(15, Unit.BUSINESS_DAYS).words == "15 business days"
    assert Span(72, Unit.COUNTED_HOURS).words == "72 hours, leaving out weekends and holidays"


def test_an_hour_clock_is_overdue_by_the_hour_when_the_hour_is_known() -> None:
    asked = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
    request = fact(Kind.TREATMENT_REQUEST, asked.date(), at=asked, marks=frozenset({"pregnant"}))
    before = only("SUD-PREG-48", request, on=date(2026, 3, 8), at=datetime(2026, 3, 8, 16, tzinfo=UTC))
    after = only("SUD-PREG-48", request, on=date(2026, 3, 8), at=datetime(2026, 3, 8, 17, tzinfo=UTC))
    assert [d.status for d in (*before, *after)] == [Status.DUE_SOON, Status.OVERDUE]  # type: ignore[attr-defined]


def test_what_has_not_happened_yet_is_not_known_yet() -> None:
    plan = fact(Kind.CASE_PLAN, date(2025, 3, 1))
    (earlier,) = only("CW-CASEPLAN", REMOVED, plan, on=date(2025, 2, 1))
    (later,) = only("CW-CASEPLAN", REMOVED, plan, on=date(2025, 3, 2))
    assert (earlier.status, later.status) == (Status.RUNNING, Status.MET)  # type: ignore[attr-defined]


def test_due_within_a_week_leaves_out_what_is_done_and_keeps_what_is_overdue() -> None:
    facts = (REMOVED, fact(Kind.RELATIVE_NOTICE, date(2025, 2, 1)))
    found = due_within(deadlines(facts, on=date(2025, 3, 5)), 7, on=date(2025, 3, 5))
    assert "CW-CASEPLAN" in {d.rule for d in found}
    assert "CW-RELATIVE-NOTICE" not in {d.rule for d in found}
    assert list(found) == sorted(found, key=lambda d: d.due or date.max)


# ── contradictions ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ((REMOVED, fact(Kind.EXIT, date(2025, 1, 1))), "comes before removal from home"),
        ((REMOVED, fact(Kind.REMOVAL, date(2025, 2, 1))), "no exit between"),
        ((fact(Kind.TRIAL_HOME_VISIT, date(2025, 3, 1), until=date(2025, 2, 1)),), "ends before it starts"),
        (
            (
                fact(Kind.RELATIVE_PLACEMENT, date(2025, 1, 1), until=date(2025, 6, 1)),
                fact(Kind.QRTP, date(2025, 3, 1), until=date(2025, 5, 1)),
            ),
            "one place at a time",
        ),
        ((fact(Kind.BIRTH, date(2025, 1, 1)), fact(Kind.BIRTH, date(2025, 1, 9))), "happens once"),
        ((REMOVED, fact(Kind.BIRTH, date(2025, 1, 20))), "comes before birth"),
        (
            (
                fact(Kind.DELIVERY, date(2025, 1, 1)),
                fact(Kind.PREGNANCY, date(2025, 2, 1), until=date(2025, 3, 1)),
            ),
            "comes before pregnancy",
        ),
    ],
)
def test_a_contradiction_names_both_facts(facts: tuple[Fact, ...], says: str) -> None:
    (found, *_) = contradictions(facts, on=date(2025, 12, 1))
    assert says in found.says
    assert set(found.facts) <= set(facts)


def test_the_same_fact_from_two_partners_is_no_contradiction() -> None:
    twice = (fact(Kind.BIRTH, date(2025, 1, 1), ref="1"), fact(Kind.BIRTH, date(2025, 1, 1), ref="2"))
    assert contradictions(twice, on=date(2025, 12, 1)) == ()


def test_a_second_pregnancy_after_a_birth_is_no_contradiction() -> None:
    facts = (
        fact(Kind.DELIVERY, date(2025, 1, 1)),
        fact(Kind.PREGNANCY, date(2025, 6, 1), until=date(2026, 1, 5)),
    )
    assert contradictions(facts, on=date(2025, 12, 1)) == ()


def test_a_disputed_removal_blocks_its_clocks_and_no_others() -> None:
    facts = (REMOVED, fact(Kind.EXIT, date(2025, 1, 1)), fact(Kind.EI_REFERRAL, date(2025, 1, 5)))
    found = {d.rule: d for d in deadlines(facts, on=date(2025, 2, 1))}
    assert found["CW-CASEPLAN"].status is Status.BLOCKED
    assert found["CW-CASEPLAN"].due is None
    assert found["EI-45"].due == date(2025, 2, 19)


# ── clashes ──────────────────────────────────────────────────────────────────


def test_every_pattern_has_guidance_with_a_source_and_a_response() -> None:
    assert [p.id for p in PATTERNS if p.id not in guidance()] == []
    assert all(g.responses and g.source and g.owners and g.closes for g in guidance().values())
    assert len(PATTERNS) == 18


def found_in(*facts: Fact, on: date, what_if: WhatIf | None = None) -> set[str]:
    return {c.pattern for c in clashes(deadlines(facts, on=on), facts, on=on, what_if=what_if)}


ON = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("pattern", "facts"),
    [
        (
            "CF-01",
            (fact(Kind.ENTERED_CARE, date(2025, 6, 1)), fact(Kind.TREATMENT, date(2026, 1, 1), amount=9)),
        ),
        (
            "CF-02",
            (fact(Kind.ENTERED_CARE, date(2025, 6, 1)), fact(Kind.TREATMENT, date(2026, 1, 1), amount=12)),
        ),
        ("CF-03", (fact(Kind.REMOVAL, date(2026, 1, 5)), fact(Kind.SUD_ASSESSMENT_SET, date(2026, 3, 20)))),
        ("CF-04", (fact(Kind.REMOVAL, date(2026, 3, 1)), fact(Kind.TREATMENT, date(2026, 3, 1), amount=6))),
        ("CF-05", (fact(Kind.EI_ELIGIBLE, date(2026, 2, 1)),)),
        ("CF-06", (fact(Kind.DELIVERY, date(2025, 6, 1)), fact(Kind.TREATMENT, date(2026, 1, 1), amount=8))),
        ("CF-07", (fact(Kind.RETURN_TO_USE, date(2026, 3, 1)), fact(Kind.HEARING_SET, date(2026, 4, 1)))),
        ("CF-08", (fact(Kind.TREATMENT_REQUEST, date(2026, 2, 1)),)),
        (
            "CF-09",
            (fact(Kind.ENTERED_CARE, date(2025, 11, 1)), fact(Kind.MEDICATION, date(2026, 1, 15))),
        ),
        ("CF-10", (fact(Kind.CO_PLACEMENT, date(2025, 5, 31), until=date(2026, 8, 15)),)),
        ("CF-12", (fact(Kind.AFFECTED, date(2026, 3, 1)), fact(Kind.DISCHARGE, date(2026, 3, 4)))),
        (
            "CF-13",
            tuple(fact(Kind.JOB_SEARCH_WEEK, date(2026, 2, day)) for day in (2, 9, 16, 23)),
        ),
        ("CF-14", (fact(Kind.PREVENTION_PLAN, date(2025, 7, 15)), fact(Kind.TREATMENT, date(2026, 1, 1), amount=9))),
        (
            "CF-15",
            (fact(Kind.TRIAL_HOME_VISIT, date(2025, 12, 1), until=date(2026, 7, 1)),),
        ),
        ("CF-16", (fact(Kind.BIRTH, date(2024, 6, 1)), fact(Kind.ENTERED_CARE, date(2025, 1, 1)))),
        ("CF-17", (fact(Kind.TAPER_DEMANDED, date(2026, 3, 1)),)),
        (
            "CF-18",
            (
                fact(Kind.ENTERED_CARE, date(2024, 9, 1)),
                fact(Kind.EXIT, date(2025, 4, 1)),
                fact(Kind.ENTERED_CARE, date(2025, 8, 1)),
            ),
        ),
    ],
)
def test_a_clash_is_found_and_is_gone_without_its_facts(pattern: str, facts: tuple[Fact, ...]) -> None:
    assert pattern in found_in(*facts, on=ON)
    assert all(pattern not in found_in(*facts[:n], *facts[n + 1 :], on=ON) for n in range(len(facts)))


def test_a_hearing_clashes_until_every_receipt_is_ten_days_old() -> None:
    parent, tribe = (
        fact(Kind.ICWA_RECEIPT, date(2026, 3, day), note=who) for day, who in ((2, "parent"), (3, "tribe"))
    )
    early, late = (fact(Kind.HEARING_SET, date(2026, 3, day)) for day in (12, 13))
    assert "CF-11" in found_in(parent, tribe, early, on=ON)
    assert "CF-11" in found_in(parent, late, on=ON)
    assert "CF-11" not in found_in(parent, tribe, late, on=ON)


def test_what_if_treatment_starts_sooner_redraws_the_clashes() -> None:
    entered = fact(Kind.ENTERED_CARE, date(2025, 6, 1))
    late = WhatIf(starts=date(2026, 4, 1), months=9)
    early = WhatIf(starts=date(2025, 8, 1), months=9)
    assert {"CF-01", "CF-02"} <= found_in(entered, on=ON, what_if=late)
    assert not {"CF-01", "CF-02"} & found_in(entered, on=ON, what_if=early)


def test_a_clash_counts_the_days_between() -> None:
    facts = (fact(Kind.REMOVAL, date(2026, 1, 5)), fact(Kind.SUD_ASSESSMENT_SET, date(2026, 3, 20)))
    (clash,) = [c for c in clashes(deadlines(facts, on=ON), facts, on=ON) if c.pattern == "CF-03"]
    assert (clash.edge, clash.gap_days) == (date(2026, 3, 6), 14)
    assert clash.guidance.owners == ("child welfare", "assessment provider")
