"""A supervisor reads on one page which first responses are late, whose they are, who was told and what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role, User
from kinbridge.chart.actions import record_entry
from kinbridge.clocks.actions import record_step
from kinbridge.clocks.rules import Kind
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Involvement
from kinbridge.plans.response.actions import Found, write_down
from kinbridge.reminders.actions import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(county: County) -> Viewer:
    return works("Denise Otto", county.welfare, Role.SUPERVISOR)


def reported(county: County, *, days_ago: int) -> None:
    record_entry(
        family=county.family,
        subject=county.baby,
        kind="report",
        body={"track": "assessment", "priority": "24_hours"},
        occurred_at=now() - timedelta(days=days_ago),
        by=county.worker,
        at=now(),
    )


def test_a_late_first_contact_stands_on_the_page_with_its_target_its_worker_and_who_was_told(county, boss):
    reported(county, days_ago=6)
    Involvement.objects.filter(program=county.welfare).update(worker=county.worker.user_id)
    tell(user=User.objects.get(pk=boss.user_id), at=now())
    desk = browser(boss).get("/").content.decode()
    assert 'href="/late/"' in desk
    page = browser(boss).get("/late/").content.decode()
    for words in (
        "Rivera family",
        "First contact",
        "overdue by",
        "Dana Cole",
        "Denise Otto",
        "Supervisors are told again",
    ):
        assert words in page, words
    assert "Somebody goes today" in page


def test_nobody_named_and_nobody_told_is_said(county, boss):
    reported(county, days_ago=6)
    Involvement.objects.filter(program=county.welfare).update(worker=None)
    page = browser(boss).get("/late/").content.decode()
    assert "Nobody of your unit" in page
    assert "Nobody yet" in page


def test_a_step_leaves_the_page_when_it_is_met_and_the_next_one_takes_its_place(county, boss):
    reported(county, days_ago=20)
    found = Found("yes", "unclear", "no", ("said",))
    given = {"family": county.family, "person": county.ana, "found": found, "first": True}
    write_down(**given, met_at=now() - timedelta(days=19), by=county.worker, at=now())
    page = browser(boss).get("/late/").content.decode()
    assert "First contact with treatment" in page
    assert page.count('class="kb-panel"') == 1
    said = {"family": county.family, "person": county.ana, "on": localdate(), "by": county.worker, "at": now()}
    record_step(**said, what=Kind.TREATMENT_NOT_NOW)
    assert "No first response of your unit is late." in browser(boss).get("/late/").content.decode()


def test_a_first_response_in_time_is_not_on_it(county, boss):
    reported(county, days_ago=0)
    assert "No first response of your unit is late." in browser(boss).get("/late/").content.decode()


@pytest.mark.parametrize("who", ["worker", "nurse", "hannah"])
def test_only_a_supervisor_of_the_agency_has_the_page(county, who):
    asker = getattr(county, who, None) or works("Hannah Ash", county.clinic, Role.SUPERVISOR)
    client = browser(asker)
    assert client.get("/late/").status_code == 403
    assert 'href="/late/"' not in client.get("/").content.decode()
