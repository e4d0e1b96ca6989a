"""Answered "they wait": one step puts them on the program's own list, in the federal order, and starts its clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.formats import date_format
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Waiting
from kinbridge.directory.tests.browsing import browser
from kinbridge.referrals.models import Referral
from kinbridge.referrals.rules import Status
from kinbridge.referrals.tests.test_actions import sent
from kinbridge.referrals.tests.test_loop import to_visiting

pytestmark = pytest.mark.django_db
ASKED = local_time(now()).replace(minute=0, second=0, microsecond=0) - timedelta(hours=5)
ON_LIST = {
    "list-listed": "on",
    "list-code": "w-0150",
    "list-pregnant": "on",
    "list-asked_at": f"{ASKED:%Y-%m-%d %H:%M}",
}


@pytest.fixture
def referral(county: County) -> Referral:
    return sent(county)


def test_one_step_answers_and_puts_them_on_the_list_where_the_law_puts_them(county: County, referral: Referral) -> None:
    client, here = browser(county.nurse), f"/referrals/{referral.pk}/"
    asked = client.get(here)
    assert "nothing joins it to this page" in asked.content.decode()
    answer = client.post(f"{here}waitlisted/", ON_LIST, follow=True)
    page = answer.content.decode()
    due = date_format(ASKED + timedelta(hours=48), "M j, g:i a")
    assert f"On your list as W-0150, second: pregnant; interim services by {due}" in page
    assert "Our waiting list" in page
    referral.refresh_from_db()
    row = Waiting.objects.get()
    assert referral.status == Status.WAITLISTED
    assert row.asked_at == ASKED
    assert (row.code, row.pregnant, row.injects, row.program_id) == ("W-0150", True, False, county.methadone.pk)
    assert not {field.name for field in Waiting._meta.get_fields()} & {"referral", "person", "family", "name"}


def test_a_code_that_is_taken_or_no_code_answers_nothing_at_all(county: County, referral: Referral) -> None:
    client, here = browser(county.nurse), f"/referrals/{referral.pk}/waitlisted/"
    Waiting.objects.create(
        coalition=county.coalition, program=county.methadone, code="W-0150", asked_at=now() - timedelta(days=1)
    )
    for wrong in (ON_LIST, ON_LIST | {"list-code": "Ana"}, ON_LIST | {"list-asked_at": "when"}):
        assert client.post(here, wrong).status_code == 400
    referral.refresh_from_db()
    assert (referral.status, Waiting.objects.count()) == (Status.SENT, 1)


def test_without_the_tick_they_wait_and_stand_on_no_list(county: County, referral: Referral) -> None:
    browser(county.nurse).post(f"/referrals/{referral.pk}/waitlisted/")
    referral.refresh_from_db()
    assert (referral.status, Waiting.objects.exists()) == (Status.WAITLISTED, False)


def test_only_a_treatment_program_s_own_people_are_offered_the_list(county: County, referral: Referral) -> None:
    here = f"/referrals/{referral.pk}/"
    assert "list-code" not in browser(county.worker).get(here).content.decode()
    assert browser(county.worker).post(f"{here}waitlisted/", ON_LIST).status_code in (403, 404, 409)
    assert (
        browser(works("Kit Doe", county.clinic, Role.CLINICIAN)).post(f"{here}waitlisted/", ON_LIST).status_code == 404
    )
    visit = to_visiting(county)
    client = browser(county.visitor)
    assert "list-code" not in client.get(f"/referrals/{visit.pk}/").content.decode()
    assert client.post(f"/referrals/{visit.pk}/waitlisted/", ON_LIST).status_code == 403
    visit.refresh_from_db()
    assert (visit.status, Waiting.objects.exists()) == (Status.SENT, False), "not half of it"
    assert client.post(f"/referrals/{visit.pk}/waitlisted/").status_code == 302
