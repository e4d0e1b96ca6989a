"""Who does what: everyone at work reads the table, the team's coordinator changes a row, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, made, works
from kinbridge.directory.models import Viewer
from kinbridge.teams.roles.models import RoleChange
from kinbridge.teams.roles.reading import rows_here
from kinbridge.teams.roles.rules import starting_rows

pytestmark = pytest.mark.django_db
NALOXONE = reverse("teams:role", args=["overdose"])


@pytest.fixture
def county() -> County:
    return made()


@pytest.fixture
def coordinator(county: County) -> Viewer:
    return works("Ellen Ray", county.visiting, Role.TEAM_COORDINATOR)


def browser(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=viewer.user_id))
    return client


def said(**changes: str) -> dict[str, str]:
    """What the form would send if nothing but these were changed."""
    naloxone = next(row for row in starting_rows() if row.task == "overdose")
    return {**naloxone.parts, "since": localdate().isoformat(), "because": "Agreed on in May.", **changes}


def answers(county: County, *, in_days: int = 0) -> str:
    rows = rows_here(county.coalition.pk, on=localdate() + timedelta(days=in_days))
    return next(row.accountable for row in rows if row.task == "overdose")


def test_everyone_at_work_reads_the_table_and_a_parents_account_does_not(county):
    page = browser(county.worker).get(reverse("teams:roles")).content.decode()
    assert "Naloxone at hand" in page
    assert "no partner of the coalition is a “Birth hospital”" in page
    assert browser(county.mother).get(reverse("teams:roles")).status_code == 403


def test_the_coordinator_gives_a_task_to_another_partner_and_it_is_told_who_and_why(county, coordinator):
    client = browser(coordinator)
    assert client.post(NALOXONE, said(home_visiting="R", peer="R/A")).status_code == 302
    assert answers(county) == "peer"
    page = client.get(NALOXONE).content.decode()
    assert "Peer or family partner answers for it. Agreed on in May." in " ".join(page.replace("</p>", " ").split())
    assert "Ellen Ray" in page
    assert Line.objects.get(act="roles.changed").detail["answers"] == "peer"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"peer": "R/A"}, "all answer for"),
        ({"home_visiting": "R"}, "Nobody answers for"),
        ({"peer": "Q"}, "Select a valid choice"),
        ({"parent": ""}, "This field is required"),
        ({"because": ""}, "This field is required"),
        ({"since": "2020-01-01"}, "what was before stays as it was"),
    ],
)
def test_a_row_that_is_unclear_is_not_kept(county, coordinator, given, says):
    answer = browser(coordinator).post(NALOXONE, said(**given))
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not RoleChange.objects.exists()


def test_a_row_for_a_day_to_come_waits_for_it(county, coordinator):
    since = (localdate() + timedelta(days=10)).isoformat()
    browser(coordinator).post(NALOXONE, said(home_visiting="R", peer="R/A", since=since))
    assert (answers(county), answers(county, in_days=10)) == ("home_visiting", "peer")


def test_what_the_county_said_cannot_be_changed_unseen(county, coordinator):
    browser(coordinator).post(NALOXONE, said(home_visiting="R", peer="R/A"))
    with pytest.raises(DatabaseError), transaction.atomic():
        RoleChange.objects.update(because="Something else")


def test_nobody_but_the_coordinator_may_change_a_row(county, coordinator):
    caseworker = browser(county.worker)
    assert "Change it for the county" not in caseworker.get(NALOXONE).content.decode()
    assert caseworker.post(NALOXONE, said(home_visiting="R", peer="R/A")).status_code == 404
    assert browser(coordinator).get(reverse("teams:role", args=["nothing"])).status_code == 404
    assert browser(coordinator).get(reverse("teams:role", args=["overdose", "P9"])).status_code == 404


def test_a_change_stays_in_its_own_coalition(county, coordinator):
    browser(coordinator).post(NALOXONE, said(home_visiting="R", peer="R/A"))
    elsewhere = rows_here(county.coalition.pk + 1, on=localdate())
    assert next(row.accountable for row in elsewhere if row.task == "overdose") == "home_visiting"
