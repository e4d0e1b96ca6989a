"""A safety plan is child protection's own record, behind its own door; a plan of safe care is something else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import NOON, County, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Custody, Person
from kinbridge.plans.models import SafetyPlan
from kinbridge.plans.safety import actions
from kinbridge.plans.safety.rules import Stands, stands

pytestmark = pytest.mark.django_db
DANGER = "The stove was left on twice while Leo was alone."


def kept(county: County, *, child: Person | None = None) -> SafetyPlan:
    terms = actions.Terms(
        child=child or county.leo,
        danger=DANGER,
        steps=({"who": "His aunt", "what": "is there after school", "until": "2026-12-01"},),
        agreed="Ana Rivera",
        starts_on=date(2026, 11, 20),
        ends_on=date(2026, 12, 1),
    )
    return actions.make(family=county.family, terms=terms, by=county.worker, at=NOON)


def test_a_day_that_passes_ends_no_danger():
    last = date(2026, 12, 1)
    assert stands(last, ended_on=None, on=last) is Stands.NOW
    assert stands(last, ended_on=None, on=last + timedelta(days=1)) is Stands.OVERDUE
    assert stands(last, ended_on=last, on=last) is Stands.ENDED


def test_child_protection_reads_it_and_the_treatment_program_does_not(county):
    plan = kept(county)
    assert [one.plan for one in actions.safety_plans(family=county.family, by=county.worker, at=NOON)] == [plan]
    for other in (county.nurse, county.visitor, works("Mia Stone", county.clinic, Role.CLINICIAN)):
        assert actions.safety_plans(family=county.family, by=other, at=NOON) == ()
    assert Line.objects.filter(act="safety_plan.seen").count() == 1


def test_for_others_the_page_is_the_same_as_if_there_were_none(county):
    address = reverse("plans:safety", args=[county.family.key])
    nurse = browser(county.nurse)
    before = nurse.get(address).content.decode().split("<main", 1)[1].split("</main>")[0]
    kept(county)
    after = nurse.get(address).content.decode().split("<main", 1)[1].split("</main>")[0]
    assert before == after
    assert "A plan of safe care is support" in after
    assert nurse.get(reverse("plans:safety_write", args=[county.family.key])).status_code == 404


def test_the_parent_who_holds_custody_reads_what_was_agreed(county):
    kept(county, child=county.baby)
    Custody.objects.create(
        family=county.family,
        coalition=county.coalition,
        child=county.baby,
        power=Custody.Power.LEGAL,
        holder=county.ana,
        since=date(2020, 1, 1),
    )
    shown = actions.safety_plans(family=county.family, by=county.mother, at=NOON)
    assert [one.mine for one in shown] == [False]


def test_a_caseworker_writes_one_and_ends_it(county):
    client, key = browser(county.worker), county.family.key
    today = localdate()
    page = reverse("plans:safety_write", args=[key])
    form = {
        "child": county.leo.pk,
        "danger": DANGER,
        "agreed": "Ana Rivera",
        "starts_on": today.isoformat(),
        "ends_on": (today - timedelta(days=1)).isoformat(),
        "step-TOTAL_FORMS": "4",
        "step-INITIAL_FORMS": "0",
        "step-MIN_NUM_FORMS": "1",
        "step-MAX_NUM_FORMS": "8",
    }
    refused = client.post(page, form)
    assert refused.status_code == 400
    assert "ends before it starts" in refused.content.decode()
    step = {"step-0-who": "His aunt", "step-0-what": "is there after school", "step-0-until": today.isoformat()}
    shown = client.post(page, form | step | {"ends_on": (today + timedelta(days=9)).isoformat()}, follow=True)
    assert "His aunt" in shown.content.decode()
    plan = SafetyPlan.objects.get()
    end = reverse("plans:safety_end", args=[key, plan.pk])
    assert client.post(end, {}).status_code == 400
    assert browser(county.nurse).post(end, {"because": "x"}).status_code == 404
    assert "Ended" in client.post(end, {"because": "The aunt moved in."}, follow=True).content.decode()
    assert client.post(end, {"because": "Again"}).status_code == 404
