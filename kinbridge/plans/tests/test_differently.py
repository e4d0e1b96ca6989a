"""Where the parent sees a section differently: their own words, beside it, kept in every version."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kinbridge.accounts.models import User
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import NOON
from kinbridge.directory.models import Viewer
from kinbridge.plans import actions, reading
from kinbridge.plans.models import Plan
from kinbridge.plans.pdf import as_pdf
from kinbridge.plans.rules import sections

pytestmark = pytest.mark.django_db
WORDS = "My mother keeps him on Fridays, not my sister."


@pytest.fixture
def plan(county, midwife) -> Plan:
    return actions.start(family=county.family, parent=county.ana, pregnancy=None, by=midwife, at=NOON)


def said(plan: Plan, by: Viewer) -> dict[str, str]:
    shown = reading.open_plan(plan=plan, by=by, at=NOON)
    assert shown is not None
    return {section.key: section.differently for section in shown.sections if section.differently}


def test_her_words_stand_beside_the_section_for_everyone_who_may_read_it(county, midwife, plan):
    actions.see_differently(version=plan.versions.get(), said={"caregivers": WORDS}, by=county.mother, at=NOON)
    assert said(plan, county.mother) == {"caregivers": WORDS}
    assert said(plan, midwife) == {"caregivers": WORDS}
    assert as_pdf(reading.open_plan(plan=plan, by=midwife, at=NOON)).startswith(b"%PDF-")


def test_they_are_kept_with_a_signed_version_go_on_into_the_next_and_can_be_taken_back(county, midwife, plan):
    version = actions.answer(
        version_id=plan.versions.get().pk, signed=False, signature="", disagreement="", by=county.mother, at=NOON
    )
    actions.see_differently(version=version, said={"caregivers": WORDS}, by=county.mother, at=NOON)
    draft = actions.draft_of(plan=plan, by=midwife, at=NOON)
    assert reading.differently_of(draft) == {"caregivers": WORDS}
    actions.see_differently(version=draft, said={"caregivers": ""}, by=county.mother, at=NOON)
    assert reading.differently_of(draft) == {}
    assert reading.differently_of(version) == {"caregivers": WORDS}, "what she said then is kept"


def test_what_did_not_change_is_not_written_again(county, plan):
    version = plan.versions.get()
    assert actions.see_differently(version=version, said={"caregivers": WORDS}, by=county.mother, at=NOON) == 1
    assert actions.see_differently(version=version, said={"caregivers": WORDS}, by=county.mother, at=NOON) == 0
    assert Line.objects.filter(act="plan.seen_differently").count() == 1


def test_she_writes_them_on_her_own_page_and_nobody_else_does(county, midwife, plan):
    address = reverse("plans:differently", args=[county.family.key, plan.pk])
    mother, worker = Client(), Client()
    mother.force_login(county.ana.account)
    worker.force_login(User.objects.get(pk=county.worker.user_id))
    assert "I see this differently" in mother.get(address).content.decode()
    shown = mother.post(address, {"infant": "He likes the swing best."}, follow=True).content.decode()
    assert "He likes the swing best." in shown
    assert "The parent sees this differently" in shown
    assert worker.get(address).status_code == 404


def test_every_domain_of_a_plan_has_its_own_door():
    doors = {section.key: str(section.category) for section in sections()}
    assert next(iter(doors)) == "strengths"
    assert (doors["mental_health"], doors["infections"]) == ("mental_health", "hiv_sti")
    assert (doors["treatment"], doors["safe"]) == ("sud_treatment", "dv_location")
    keys = [field.key for section in sections() for field in section.fields]
    assert len(keys) > 45


def test_the_mother_reads_every_section_of_her_own_plan(county, plan):
    shown = reading.open_plan(plan=plan, by=county.mother, at=NOON)
    assert [section.key for section in shown.sections] == [section.key for section in sections()]
