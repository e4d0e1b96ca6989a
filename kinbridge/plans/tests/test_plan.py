from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from django.utils.translation import override

from kinbridge.accounts.models import Role
from kinbridge.chart.models import Label
from kinbridge.consents.tests.county import NOON, County, works
from kinbridge.core.decision import Decision, Outcome
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.rules.obligations import Obligation
from kinbridge.disclosure.travels import travels
from kinbridge.people.models import Involvement, Pregnancy
from kinbridge.plans import actions, reading
from kinbridge.plans.models import Copy, Plan, Version
from kinbridge.plans.pdf import as_pdf
from kinbridge.plans.rules import missing, sections

pytestmark = pytest.mark.django_db
BODY = {
    "strengths": {"strengths": "My sister is there.", "goals": "Take the baby home."},
    "infant": {"doctor": "Lake Pediatrics", "first_visit": "2026-11-24", "sleep_place": "Own crib"},
    "parent": {"postpartum_visit": "2026-12-08"},
    "treatment": {"medication": "Buprenorphine, Dr. Moss"},
    "caregivers": {"backup": "Her sister"},
}


@pytest.fixture
def midwife(county) -> Viewer:
    """Someone at the prenatal clinic, which treats Ana and leads the plan."""
    Involvement.objects.filter(program=county.clinic).update(person=county.ana)
    return works("Mia Stone", county.clinic, Role.CLINICIAN)


def started(county: County, midwife: Viewer) -> Plan:
    pregnancy = Pregnancy.objects.create(
        family=county.family,
        coalition=county.coalition,
        parent=county.ana,
        due_on=date(2026, 12, 1),
        began_on=date(2026, 2, 24),
    )
    county.baby.carried_in = pregnancy
    county.baby.save()
    return actions.start(family=county.family, parent=county.ana, pregnancy=pregnancy, by=midwife, at=NOON)


def written(county: County, midwife: Viewer) -> Version:
    plan = started(county, midwife)
    draft = actions.draft_of(plan=plan, by=midwife, at=NOON)
    line = actions.Line(person_id=county.ana.pk, need="housing", service="Rent help", owner="Dana Cole")
    return actions.write(version_id=draft.pk, body=BODY, services=[line], by=midwife, at=NOON)


def signed(county: County, midwife: Viewer) -> Version:
    version = written(county, midwife)
    return actions.answer(
        version_id=version.pk, signed=True, signature="Ana Rivera", disagreement="", by=midwife, at=NOON
    )


def test_a_dyad_has_one_plan_before_and_after_birth(county, midwife):
    plan = started(county, midwife)
    Pregnancy.objects.update(ended_on=date(2026, 11, 19), outcome="birth")
    again = actions.start(family=county.family, parent=county.ana, pregnancy=plan.pregnancy, by=midwife, at=NOON)
    assert again == plan


def test_a_plan_without_her_own_words_is_not_ready_to_sign(county, midwife):
    plan = started(county, midwife)
    draft = plan.versions.get()
    with pytest.raises(actions.NotReady) as trouble:
        actions.answer(version_id=draft.pk, signed=True, signature="Ana", disagreement="", by=midwife, at=NOON)
    assert any("own words" in gap for gap in trouble.value.gaps)


def test_she_may_decline_at_any_time_and_her_words_are_kept(county, midwife):
    plan = started(county, midwife)
    version = actions.answer(
        version_id=plan.versions.get().pk,
        signed=False,
        signature="",
        disagreement="I want my mother named.",
        by=midwife,
        at=NOON,
    )
    assert (version.answer, version.disagreement) == ("declined", "I want my mother named.")


def test_a_signed_version_is_sealed_by_the_database_and_a_change_is_a_new_version(county, midwife):
    version = signed(county, midwife)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(signature="Someone else")
    draft = actions.draft_of(plan=version.plan, by=midwife, at=NOON)
    assert (draft.number, draft.body, draft.services.count()) == (2, BODY, 1)
    with pytest.raises(actions.Answered, match="next one"):
        actions.write(version_id=version.pk, body={}, services=[], by=midwife, at=NOON)


def test_child_welfare_without_consent_gets_no_part_of_it(county, midwife):
    version = signed(county, midwife)
    assert reading.open_plan(plan=version.plan, by=county.worker, at=NOON) is None
    with pytest.raises(actions.Refused):
        actions.hand_over(version=version, program=county.welfare, by=midwife, at=NOON)
    assert not Copy.objects.exists()


def test_the_mother_reads_the_whole_plan(county, midwife):
    version = signed(county, midwife)
    shown = reading.open_plan(plan=version.plan, by=county.mother, at=NOON)
    assert "Take the baby home." in [a.words for section in shown.sections for a in section.answers]
    assert "Buprenorphine, Dr. Moss" in [a.words for section in shown.sections for a in section.answers]


def test_the_treating_program_gets_it_and_says_it_has_it(county, midwife):
    version = signed(county, midwife)
    Involvement.objects.filter(program=county.methadone).update(person=county.ana)
    copy = actions.hand_over(version=version, program=county.methadone, by=midwife, at=NOON)
    assert reading.unacknowledged(county.nurse) == [copy]
    assert actions.acknowledge(copy_id=copy.pk, by=county.worker, at=NOON) is None, "not given to them"
    actions.acknowledge(copy_id=copy.pk, by=county.nurse, at=NOON)
    assert reading.unacknowledged(county.nurse) == []


def test_the_pdf_carries_the_notice_in_words_and_the_codes_in_its_metadata(county, midwife):
    version = signed(county, midwife)
    shown = reading.open_plan(plan=version.plan, by=midwife, at=NOON)
    label = Label(program=county.methadone, category="sud_medication", regimes=["part2"])
    given = Decision(Outcome.PERMIT, (), obligations=(Obligation.NOTICE, Obligation.NO_REDISCLOSURE))
    with override("en"):
        pdf = as_pdf(replace(shown, travels=travels([(label, given)])))
    for code in (b"Confidentiality:R", b"ActCode:42CFRPart2", b"ActCode:ETH", b"ActCode:NORDSCLCD"):
        assert code in pdf
    assert b"42 CFR part 2 prohibits unauthorized use or disclosure of these records." in pdf


def test_the_pdf_is_tagged_and_survives_any_text(county, midwife):
    version = written(county, midwife)
    Version.objects.filter(pk=version.pk).update(body={"strengths": {"strengths": 'a # $ \\ " *b* [x] é'}})
    pdf = as_pdf(reading.open_plan(plan=version.plan, by=midwife, at=NOON))
    assert pdf.startswith(b"%PDF-")
    assert b"StructTreeRoot" in pdf


def test_her_own_words_stand_first_and_every_section_has_a_door():
    assert sections()[0].key == "strengths"
    assert all(section.category for section in sections())
    assert missing(BODY, rows=1) == ()
    assert missing(BODY, rows=0) == ("Services: at least one, with the person who sees to it",)
