"""A birth in the database: what is kept, who may see it, and what goes where."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import permitted_entries
from kinbridge.consents.tests.county import NOON, TODAY, works
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.people.models import Involvement, Pregnancy
from kinbridge.plans.actions import Refused, acknowledge
from kinbridge.plans.births import actions, notices, nursery, overview, packets, reading
from kinbridge.plans.births.models import Notification, Pathway
from kinbridge.plans.births.rules import Exposure, Facts, Path, Shown
from kinbridge.plans.tests.births import STEADY, Ward, ward

pytestmark = pytest.mark.django_db
CONCERN = replace(STEADY, concern=True, concern_words="The bruise that Ana and her sister each told of differently.")


def decided(at: Ward, facts: Facts = STEADY, path: Path = Path.NOTIFICATION) -> notices.Ready:
    actions.work_out(infant=at.baby, facts=facts, by=at.pia, at=NOON)
    actions.decide(infant=at.baby, decided=path, because="", by=at.pia, at=NOON)
    return notices.compose(birth=reading.open_birth(infant=at.baby, by=at.pia, at=NOON), by=at.pia, at=NOON)


def told(at: Ward, ready: notices.Ready, text: str = "") -> Notification:
    return actions.record_sent(
        ready=ready,
        text=text or ready.text,
        how="phone",
        taken_by="R. Ames",
        reference="17",
        sent_at=NOON,
        by=at.pia,
        at=NOON,
    )


def test_working_it_out_decides_nothing_and_sends_nothing():
    at = ward()
    row = actions.work_out(infant=at.baby, facts=STEADY, by=at.pia, at=NOON)
    assert (row.path, row.group, row.decided) == ("notification", "P2", "")
    assert row.ruleset.startswith("Vermont")
    assert not Notification.objects.exists()
    assert not Entry.objects.filter(kind="birth_pathway").exists()


def test_deciding_otherwise_than_the_rules_needs_a_reason_that_is_kept():
    at = ward()
    actions.work_out(infant=at.baby, facts=STEADY, by=at.pia, at=NOON)
    with pytest.raises(actions.NeedsReason):
        actions.decide(infant=at.baby, decided=Path.REPORT, because=" ", by=at.pia, at=NOON)
    row = actions.decide(infant=at.baby, decided=Path.NOTHING, because="Sent from the clinic.", by=at.pia, at=NOON)
    assert row.because == "Sent from the clinic."


def test_what_was_worked_out_and_sent_is_kept_as_it_was():
    at = ward()
    sent = told(at, decided(at))
    for rows, change in ((Pathway.objects, {"decided": "report"}), (Notification.objects, {"text": "other"})):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            rows.update(**change)
    assert sent.pathway.facts == STEADY.stored()


def test_vermonts_notice_holds_no_name_and_no_day_whatever_was_typed():
    at = ward()
    sent = told(at, decided(at), text="Ana Rivera and her baby Inez")
    for trace in ("Ana", "Inez", "Rivera", "Lake", "11-18", "November", str(at.county.baby.pk) + " "):
        assert trace not in sent.text
    assert "Year of birth: 2026" in sent.text
    assert "Methadone or buprenorphine" in sent.text


def test_sending_is_a_row_a_fact_and_an_audit_line_together():
    at = ward()
    sent = told(at, decided(at))
    fact = Entry.objects.get(kind="notification")
    line = Line.objects.get(act="birth.notified")
    assert (fact.body, fact.label.category) == ({"way": "without_names", "how": "phone"}, "general_health")
    assert line.about == f"notification:{sent.pk}"
    assert any("42 USC 5106a(b)(2)(B)(ii)" in cite for cite in line.citations)
    assert line.actor_id == at.pia.user_id


def test_nothing_is_sent_before_a_person_decided():
    at = ward()
    birth = reading.open_birth(infant=at.baby, by=at.pia, at=NOON)
    ready = notices.compose(birth=birth, by=at.pia, at=NOON)
    assert ready.kind == ""
    with pytest.raises(actions.NotDecided):
        told(at, ready)


def test_a_report_says_the_concern_in_the_workers_words_and_who_made_it_stays_closed():
    at = ward()
    ready = decided(at, CONCERN, Path.REPORT)
    assert CONCERN.concern_words in ready.text
    assert "Baby: Inez Rivera." in ready.text
    told(at, ready, text=ready.text + "\nI saw it myself.")
    assert Notification.objects.get().text.endswith("I saw it myself.")
    assert Entry.objects.get(kind="notification").label.category == Category.REPORTER_IDENTITY
    mother = permitted_entries(
        family=at.county.family, by=at.county.mother, purpose=Purpose.SELF_ACCESS, at=NOON, kinds=["notification"]
    )
    assert mother == []


def test_where_the_notice_has_names_only_the_babys_own_facts_go():
    at = ward("NJ")
    ready = decided(at)
    assert ready.kind == Notification.Kind.WITH_NAMES
    assert "Baby: Inez Rivera." in ready.text
    assert "Ana" not in ready.text
    assert "steady in treatment" not in ready.text
    assert any("mother's name" in one for one in ready.left_out)
    assert "not a report" in ready.text


def test_what_only_a_treatment_record_tells_is_left_out():
    at = ward("NJ")
    ready = decided(at, replace(STEADY, shown_by=frozenset({Shown.RECORD}), exposures=STEADY.exposures))
    assert "Methadone" in ready.text, "the hospital's own knowledge"
    birth = replace(
        reading.open_birth(infant=at.baby, by=at.pia, at=NOON),
        chart=(reading.from_chart.Known("engaged", True, "Admitted.", 1, protected=True),),
    )
    ready = notices.compose(birth=birth, by=at.pia, at=NOON)
    assert "Methadone" not in ready.text
    assert any("treatment record alone" in one for one in ready.left_out)


def test_without_a_states_rules_on_file_a_notice_is_refused_and_says_so():
    at = ward("OH")
    ready = decided(at)
    assert ready.refused is not None
    assert not ready.refused.allowed
    assert ready.text == ""
    with pytest.raises(actions.NotAllowed):
        told(at, ready)


def test_the_list_says_what_waits_and_for_whom():
    at = ward()
    assert [row.stage for row in overview.births(by=at.pia, at=NOON).waiting] == ["decide"]
    ready = decided(at)
    assert [row.stage for row in overview.births(by=at.pia, at=NOON).waiting] == ["hand_over"]
    told(at, ready)
    found = overview.births(by=at.pia, at=NOON)
    assert found.waiting == ()
    assert found.born[0].words == "Child protection was told on November 20"
    Involvement.objects.filter(program=at.county.clinic).update(person=at.county.ana)
    midwife = works("Mia Stone", at.county.clinic, Role.CLINICIAN)
    assert overview.births(by=midwife, at=NOON).waiting == (), "the hospital decides, not the clinic"
    assert overview.to_decide(by=at.county.worker, at=NOON) == ()


def test_a_pregnancy_stands_among_the_expected():
    at = ward()
    Pregnancy.objects.update(ended_on=None, outcome="")
    assert [row.stage for row in overview.births(by=at.pia, at=NOON).expected] == ["expected"]


# ── the packet ───────────────────────────────────────────────────────────────


def test_each_program_gets_its_own_part_and_the_part_is_kept_as_given():
    at = ward()
    Involvement.objects.filter(program=at.county.clinic).update(person=at.county.baby)
    at.fact("feeding", how="breast", weight_grams=3000)
    at.fact("infection_follow_up", infection="hcv", step="test_due")
    version = at.plan()
    parts = {one.program.name: one for one in packets.prepare(infant=at.baby, by=at.pia, at=NOON).parts}
    assert parts["County Child Welfare"].empty, "no consent names it"
    clinic = parts["Lake Prenatal Clinic"]
    assert {one["title"] for one in clinic.contents} >= {"Birth", "Newborn care, feeding and weight"}
    copy = packets.hand_over(infant=at.baby, version=version, program=at.county.clinic, by=at.pia, at=NOON)
    assert copy.contents == list(clinic.contents)
    with pytest.raises(Refused):
        packets.hand_over(infant=at.baby, version=version, program=at.county.welfare, by=at.pia, at=NOON)


def test_a_packet_unconfirmed_after_two_working_days_is_the_senders_task():
    at = ward()
    Involvement.objects.filter(program=at.county.clinic).update(person=at.county.baby)
    copy = packets.hand_over(infant=at.baby, version=at.plan(), program=at.county.clinic, by=at.pia, at=NOON)
    tuesday = TODAY + timedelta(days=4)
    assert packets.unconfirmed(at.pia, on=tuesday) == [], "Friday to Tuesday are two working days"
    waiting = packets.unconfirmed(at.pia, on=tuesday + timedelta(days=1))
    assert [one.copy for one in waiting] == [copy]
    assert waiting[0].due_on == tuesday
    assert packets.received(pk=copy.pk, by=at.county.worker) is None
    midwife = works("Mia Stone", at.county.clinic, Role.CLINICIAN)
    assert packets.received(pk=copy.pk, by=midwife) == copy
    acknowledge(copy_id=copy.pk, by=midwife, at=NOON)
    assert packets.unconfirmed(at.pia, on=tuesday + timedelta(days=1)) == []


def test_infection_follow_up_is_seen_by_who_treats_the_baby_and_nobody_else():
    at = ward()
    at.fact("infection_follow_up", infection="hcv", step="test_due")
    asked = {"family": at.county.family, "purpose": Purpose.PLAN_OF_SAFE_CARE, "at": NOON}
    assert len(permitted_entries(by=at.pia, kinds=["infection_follow_up"], **asked)) == 1
    for other in (at.county.worker, at.county.visitor):
        assert permitted_entries(by=other, kinds=["infection_follow_up"], **asked) == []


# ── the nursery ──────────────────────────────────────────────────────────────


def test_a_look_is_written_as_facts_and_read_back_as_a_day():
    at = ward()
    seen = [
        ("eat_sleep_console", {"eats": True, "sleeps": False, "consoles": True}),
        ("rooming_in", {"hours": 20}),
        ("feeding", {"how": "breast", "weight_grams": 2976}),
    ]
    nursery.record_day(person=at.baby, facts=seen, occurred_at=NOON, by=at.pia, at=NOON)
    stay = nursery.stay(infant=at.baby, by=at.pia, at=NOON)
    assert (stay.days[0].sleep, stay.days[0].together, stay.born_weight) == (1, 20, 3100)
    assert "4% under" in stay.notes[-1]
    assert stay.picture is not None


def test_the_mothers_dose_after_birth_is_asked_for_from_what_the_viewer_may_see():
    at = ward()
    record_entry(
        family=at.county.family,
        subject=at.county.ana,
        kind="medication",
        body={"medication": "methadone", "step": "continued"},
        occurred_at=NOON - timedelta(days=20),
        by=at.pia,
        at=NOON,
    )
    dose = next(one for one in nursery.before_home(infant=at.baby, by=at.pia, at=NOON) if one.title.startswith("Dose"))
    assert not dose.done
    birth = reading.open_birth(infant=at.baby, by=at.pia, at=NOON)
    assert birth.facts.exposures == frozenset({Exposure.MOUD})


def test_a_birth_before_its_pregnancy_is_named_and_nothing_is_worked_out():
    at = ward()
    Pregnancy.objects.update(began_on=TODAY)
    row = actions.work_out(infant=at.baby, facts=STEADY, by=at.pia, at=NOON)
    assert (row.path, row.group) == ("human_review", "")
    found = reading.open_birth(infant=at.baby, by=at.pia, at=NOON).answer
    assert "pregnancy began" in found.contradictions[0].second
