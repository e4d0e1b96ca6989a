"""Who does what: everyone at work reads the table, the team's coordinator changes a row, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Involvement, Pregnancy
from kinbridge.teams.roles.models import RoleChange
from kinbridge.teams.roles.reading import rows_here
from kinbridge.teams.roles.rules import starting_rows

pytestmark = pytest.mark.django_db
PART2 = "River Methadone"
NALOXONE = reverse("teams:role", args=["overdose"])


@pytest.fixture
def coordinator(county: County) -> Viewer:
    return works("Ellen Ray", county.visiting, Role.TEAM_COORDINATOR)


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


def expecting(county: County) -> None:
    """Ana is pregnant, and each program serves whom it would."""
    due = localdate() + timedelta(days=60)
    Pregnancy.objects.create(
        family=county.family,
        coalition=county.coalition,
        parent=county.ana,
        due_on=due,
        began_on=due - timedelta(days=280),
    )
    Involvement.objects.filter(program__in=[county.clinic, county.methadone]).update(person=county.ana)
    Involvement.objects.filter(program=county.visiting).update(worker=county.visitor.user_id)


def family_page(county: County, viewer: Viewer) -> str:
    page = browser(viewer).get(reverse("desk:family", args=[county.family.key])).content.decode()
    return page.split("Who does what now")[1].split("</ul></details>")[0]


def test_the_family_page_names_the_program_and_the_person_and_says_where_nobody_is(county):
    expecting(county)
    page = family_page(county, county.worker)
    assert "Lake Prenatal Clinic" in page
    assert "Warm Start Home Visiting, Vic Lane" in page
    assert "Newborn specialist answers for this" in page
    assert "1 task has nobody yet." in page


def test_a_program_the_law_conceals_is_neither_named_nor_missed(county):
    expecting(county)
    with_program = family_page(county, county.worker)
    assert PART2 not in with_program
    assert "The law does not let this page say" in with_program
    Involvement.objects.filter(program=county.methadone).delete()
    assert family_page(county, county.worker) == with_program


def test_its_own_people_are_told_that_it_is_theirs(county):
    expecting(county)
    assert PART2 in family_page(county, county.nurse)


def test_the_countys_own_row_counts_on_the_family_page(county, coordinator):
    expecting(county)
    browser(coordinator).post(NALOXONE, said(home_visiting="R", child_welfare="R/A"))
    naloxone = family_page(county, county.worker).split("Naloxone at hand")[1]
    assert naloxone.split("</li>")[0].count("County Child Welfare") == 1
