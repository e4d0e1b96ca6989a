"""The page a family keeps: one page, in plain words, in both languages, safe on a kitchen wall."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import typst
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import override

from kinbridge.accounts.models import User
from kinbridge.audit.models import Line
from kinbridge.chart.actions import record_entry
from kinbridge.consents.tests.county import County
from kinbridge.consents.tests.test_wording import grade
from kinbridge.directory.models import Organization, Phone, Program
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Person
from kinbridge.plans import actions
from kinbridge.plans.models import Plan
from kinbridge.plans.one_page import one_page, parts
from kinbridge.plans.one_page_pdf import TEMPLATE, data
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(county, midwife) -> Plan:
    """Home since yesterday, with the baby's and her own first visits ahead."""
    today = localdate()
    plan = actions.start(family=county.family, parent=county.ana, pregnancy=None, by=midwife, at=now())
    body = {
        "infant": {"doctor": "Lake Pediatrics, 802-555-0100", "first_visit": str(today + timedelta(days=1))},
        "parent": {"postpartum_visit": str(today + timedelta(days=20))},
        "treatment": {"medication": "Buprenorphine, Dr. Moss"},
    }
    actions.write(version_id=plan.versions.get().pk, body=body, services=[], by=midwife, at=now())
    Plan.objects.filter(pk=plan.pk).update(home_on=today - timedelta(days=1))
    return Plan.objects.select_related("family", "parent", "program__organization", "coordinator").get(pk=plan.pk)


def visit(county: County, *, sender: Program, to: Program, days: int) -> Referral:
    return Referral.objects.create(
        family=county.family,
        coalition=county.coalition,
        person=county.ana,
        from_program=sender,
        to_program=to,
        status=Status.SCHEDULED,
        sent_at=now(),
        answer_due_on=localdate(),
        first_appointment_at=now() + timedelta(days=days),
    )


def test_the_next_five_days_stand_on_it_the_nearest_first(county, plan):
    visit(county, sender=county.clinic, to=county.visiting, days=4)
    page = one_page(plan=plan, by=county.mother, at=now())
    assert [one.what for one in page.coming] == [
        "Baby's first visit",
        "We look at your plan again, around this day",
        "First visit: Ana Rivera",
        "We look at your plan again, around this day",
        "Your visit after birth",
    ]
    assert page.coming[2].where == "Warm Start Home Visiting"
    assert page.coming[2].hour != ""


def test_a_visit_to_a_treatment_program_stands_there_without_its_name(county, plan):
    visit(county, sender=county.clinic, to=county.methadone, days=2)
    page = one_page(plan=plan, by=county.mother, at=now())
    [one] = [one for one in page.coming if one.what.startswith("First visit")]
    assert one.where == "You know where"
    said = json.dumps(data(page, on=localdate()))
    assert "River Methadone" not in said
    assert "Buprenorphine" not in said


def test_whoever_prints_it_learns_nothing_they_may_not_know(county, midwife, plan):
    """The midwife may not be told of visits that another program set up with the treatment program."""
    visit(county, sender=county.visiting, to=county.methadone, days=2)
    assert "First visit: Ana Rivera" not in [one.what for one in one_page(plan=plan, by=midwife, at=now()).coming]
    assert "First visit: Ana Rivera" in [one.what for one in one_page(plan=plan, by=county.mother, at=now()).coming]


def test_nothing_that_is_over_stands_on_it(county, plan):
    Referral.objects.all().delete()
    later = now() + timedelta(days=400)
    assert one_page(plan=plan, by=county.mother, at=later).coming == ()


def test_a_hearing_is_on_it_for_the_parent_and_never_more_for_the_worker(county, midwife, plan):
    record_entry(
        family=county.family,
        subject=county.ana,
        kind="hearing",
        body={"type": "review", "held": True, "next_on": str(localdate() + timedelta(days=3))},
        occurred_at=now() - timedelta(days=3),
        by=county.worker,
        at=now(),
    )
    assert "Court hearing" in [one.what for one in one_page(plan=plan, by=county.mother, at=now()).coming]
    assert "Court hearing" not in [one.what for one in one_page(plan=plan, by=midwife, at=now()).coming]


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_one_page_even_with_the_longest_names(county, plan, language):
    Organization.objects.filter(pk=county.clinic.organization_id).update(name="The " * 20)
    Phone.objects.create(coalition=county.coalition, organization=county.clinic.organization, number="802-555-0199")
    for days in range(2, 8):
        visit(county, sender=county.clinic, to=county.visiting, days=days)
    Person.objects.filter(pk=county.ana.pk).update(given_name="Ana María de los Ángeles", family_name="Rivera Ochoa")
    with override(language):
        told = data(one_page(plan=plan, by=county.mother, at=now()), on=localdate())
    pages = typst.compile(TEMPLATE, sys_inputs={"page": json.dumps(told)}, format="svg")
    assert not isinstance(pages, list) or len(pages) == 1
    assert "802-555-0199" in told["people"][0]


def test_it_reads_at_grade_eight_or_below():
    for part in parts("en").values():
        assert grade(" ".join(part.lines)) <= 8, part.title
        assert not {"overdose victim", "addict", "abuse"} & set(" ".join(part.lines).lower().split())


def test_every_line_of_it_is_in_spanish_too():
    for english, spanish in zip(parts("en").values(), parts("es").values(), strict=True):
        assert english.title != spanish.title
        assert all(one != other for one, other in zip(english.lines, spanish.lines, strict=True))


def test_on_the_screen_and_on_paper_in_the_parents_language(county, midwife, plan):
    Person.objects.filter(pk=county.ana.pk).update(language="es")
    client, key = Client(), county.family.key
    client.force_login(User.objects.get(pk=midwife.user_id))
    page = client.get(reverse("plans:one_page", args=[key, plan.pk]))
    assert "Una hoja para guardar" in page.content.decode()
    assert "If someone will not wake up" in client.get(f"{page.wsgi_request.path}?language=en").content.decode()
    paper = client.get(reverse("plans:one_page_pdf", args=[key, plan.pk]))
    assert paper.content.startswith(b"%PDF-")
    assert b"/Lang(es)" in paper.content
    assert Line.objects.filter(act="plan.printed").count() == 3


def test_the_mother_finds_it_from_my_family_and_a_stranger_does_not(county, plan):
    mother, key = Client(), county.family.key
    mother.force_login(county.ana.account)
    address = reverse("plans:one_page", args=[key, plan.pk])
    assert address in mother.get("/my/").content.decode()
    assert mother.get(address).status_code == 200
    worker = browser(county.worker)
    assert worker.get(address).status_code == 404
    assert worker.get(reverse("plans:one_page_pdf", args=[key, plan.pk])).status_code == 404
