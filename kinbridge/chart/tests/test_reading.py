from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Q

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.chart.across import seen_across
from kinbridge.chart.actions import NotAttested, correct, record_entry
from kinbridge.chart.kinds import KINDS, Unreadable
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import PAGE, open_chart
from kinbridge.consents.tests.county import NOON, County, signed, works
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program
from kinbridge.disclosure.actions import ask_about, grounds
from kinbridge.people.models import Involvement

pytestmark = pytest.mark.django_db
PLANNING = Purpose.CASE_PLANNING


def contact(county: County, days_ago: int = 1) -> Entry:
    return record_entry(
        family=county.family,
        subject=county.ana,
        kind="contact",
        body={"how": "visit", "outcome": "met"},
        occurred_at=NOON - timedelta(days=days_ago),
        by=county.worker,
        at=NOON,
    )


def attended(county: County) -> Entry:
    return record_entry(
        family=county.family,
        subject=county.ana,
        kind="attendance",
        body={"service": "dosing", "attended": True},
        occurred_at=NOON - timedelta(days=2),
        by=county.nurse,
        at=NOON,
    )


def seen_by_worker(county: County):
    return open_chart(family=county.family, by=county.worker, purpose=PLANNING, at=NOON)


def test_a_caseworker_sees_her_own_agency_s_fact_and_why(county):
    contact(county)
    chart = seen_by_worker(county)
    [entry] = chart.shown
    assert entry.words == "Contact by visit: met."
    assert chart.grounds[int(entry.ground) - 1].reasons[0].cite


def test_without_consent_a_treatment_record_leaves_no_trace_at_all(county):
    contact(county)
    before = seen_by_worker(county)
    attended(county)
    after = seen_by_worker(county)
    assert after == before
    assert after.sealed == ()


def test_a_sealed_count_never_tells_of_a_screen_for_substance_use(county):
    """A clinic's substance screen is under HIPAA, not part 2; its number alone would still tell."""
    Involvement.objects.filter(program=county.clinic).update(person=county.ana)
    midwife = works("Mia Stone", county.clinic, Role.CLINICIAN)
    visit = {"family": county.family, "subject": county.ana, "occurred_at": NOON, "by": midwife, "at": NOON}
    record_entry(kind="prenatal_visit", body={"weeks": 9, "kept": True}, **visit)
    before = seen_by_worker(county)
    record_entry(kind="note", body={"text": "Screened."}, category=Category.SUD_TREATMENT, **visit)
    assert [sealed.count for sealed in before.sealed] == [1]
    assert seen_by_worker(county) == before


def test_with_her_consent_attendance_is_shown_and_the_part_2_notice_travels_with_it(county):
    attended(county)
    signed(county)
    chart = seen_by_worker(county)
    assert [entry.words for entry in chart.shown] == ["Dosing: attended."]
    assert "part2_notice" in chart.travels.marks


def test_every_look_leaves_a_line_with_its_purpose_and_law(county):
    contact(county)
    seen_by_worker(county)
    line = Line.objects.get(act="chart.seen", family_id=county.family.pk)
    assert line.because == "case_planning"
    assert line.actor_id == county.worker.user_id
    assert line.citations


def test_a_correction_replaces_the_fact_and_both_stay(county):
    entry = contact(county)
    correct(entry=entry, body={"how": "call", "outcome": "no_answer"}, by=county.worker, at=NOON)
    [shown] = seen_by_worker(county).shown
    assert shown.words == "Contact by call: no answer."
    assert shown.corrected
    assert Entry.objects.count() == 2


def test_a_fact_entered_in_error_is_gone_from_the_page_and_kept_in_the_record(county):
    correct(entry=contact(county), body=None, by=county.worker, at=NOON)
    assert seen_by_worker(county).shown == ()
    assert Entry.objects.count() == 2


def test_of_two_corrections_of_one_fact_the_second_is_refused(county):
    entry = contact(county)
    correct(entry=entry, body={"how": "call", "outcome": "met"}, by=county.worker, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        correct(entry=entry, body={"how": "text", "outcome": "met"}, by=county.worker, at=NOON)


@pytest.mark.parametrize("sql", ["UPDATE chart_entry SET kind = 'note'", "DELETE FROM chart_entry"])
def test_the_database_refuses_to_change_a_fact(county, sql):
    contact(county)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_program_that_nobody_attested_may_not_record(county):
    Program.objects.filter(pk=county.worker.program_id).update(regimes=[])
    with pytest.raises(NotAttested, match="not attested"):
        contact(county)


def test_a_body_that_does_not_fit_names_the_field_and_never_the_value(county):
    with pytest.raises(Unreadable, match="Contact with the family") as trouble:
        record_entry(
            family=county.family,
            subject=county.ana,
            kind="contact",
            body={"how": "secret", "outcome": "met"},
            occurred_at=NOON,
            by=county.worker,
            at=NOON,
        )
    assert "how" in str(trouble.value)
    assert "secret" not in str(trouble.value)


def test_pages_follow_each_other_without_gap_or_repeat(county):
    for day in range(PAGE + 7):
        contact(county, days_ago=day // 3)
    first = seen_by_worker(county)
    rest = open_chart(family=county.family, by=county.worker, purpose=PLANNING, at=NOON, before=first.earlier)
    seen = [entry.id for entry in (*first.shown, *rest.shown)]
    assert len(first.shown) == PAGE
    assert sorted(seen) == sorted(Entry.objects.values_list("pk", flat=True))
    assert rest.earlier == ""


@pytest.mark.parametrize("before", ["nonsense", "2026-01-01~", "~5", "2026-01-01T00:00~5", "x" * 500, "~" * 9])
def test_a_page_mark_that_cannot_be_read_starts_from_the_newest(county, before):
    contact(county)
    chart = open_chart(family=county.family, by=county.worker, purpose=PLANNING, at=NOON, before=before)
    assert len(chart.shown) == 1


def test_the_cost_of_a_chart_does_not_grow_with_its_facts(county, django_assert_max_num_queries):
    for day in range(30):
        contact(county, days_ago=day)
    with django_assert_max_num_queries(14):
        seen_by_worker(county)
    assert Label.objects.count() == 1


def test_a_label_under_a_law_nobody_knows_is_never_shown(county):
    contact(county)
    Label.objects.update(regimes=["unheard_of"])
    chart = seen_by_worker(county)
    assert chart.shown == ()
    assert chart.sealed == ()


def test_every_kind_has_a_title_and_reads_back_what_it_writes():
    codes = [kind.code for kind in KINDS]
    assert len(codes) == len(set(codes))
    assert all(kind.title and kind.body.words is not None for kind in KINDS)


def test_a_list_of_one_kind_asks_the_gate_about_no_other_record(county):
    entry = contact(county)
    attended(county)
    entries, view = seen_across(
        families=[county.family.pk],
        by=county.worker,
        purpose=PLANNING,
        at=NOON,
        wanted=Q(kind="contact"),
        act="clocks.due_seen",
    )
    assert {family: [one.id for one in found] for family, found in entries.items()} == {county.family.pk: [entry.pk]}
    assert set(view.decisions) == {entry.label_id}


def test_the_papers_about_a_person_are_put_in_order_once_for_all_their_records(county):
    signed(county)
    labels = [contact(county).label, attended(county).label]
    standing = grounds(families=[county.family.pk], by=county.worker, on=NOON.date())[county.family.pk]
    one, other = (ask_about(label, standing=standing, purpose=PLANNING, on=NOON.date()).on_file for label in labels)
    assert one
    assert one is other
