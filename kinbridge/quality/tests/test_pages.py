"""What a worker is shown to mend, and what she is not shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.consents.tests.county import LONG_AGO, County, made, works
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.rules.suppression import THRESHOLD
from kinbridge.people.models import Family, Involvement, Member, Person, Pregnancy
from kinbridge.quality.actions import count
from kinbridge.quality.sources import board

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    county = made()
    Involvement.objects.filter(family=county.family, program=county.welfare).update(lead=True)
    return county


def page(viewer: Viewer, path: str = "/quality/mine/") -> str:
    client = browser(viewer)
    return client.get(path).content.decode()


def write(county: County, kind: str, by: Viewer, days_ago: int, **body: object) -> Entry:
    at = now()
    return record_entry(
        family=county.family,
        subject=county.baby,
        kind=kind,
        body=body,
        occurred_at=at - timedelta(days=days_ago),
        by=by,
        at=at,
    )


def test_each_trouble_leads_to_the_page_where_it_is_mended(county: County) -> None:
    write(county, "return_home", county.worker, 9, to_home_of="mother")
    write(county, "removal", county.worker, 3, from_home_of="mother")
    write(county, "contact", county.worker, 1, how="visit", outcome="met")
    again = write(county, "contact", county.worker, 1, how="visit", outcome="met")
    due = localdate() - timedelta(days=30)
    own = {"family": county.family, "coalition": county.coalition}
    Pregnancy.objects.create(parent=county.ana, due_on=due, began_on=due - timedelta(days=280), **own)
    told = page(county.worker)
    at = f"/family/{county.family.key}"
    assert f'href="{at}/chart/facts/{again.pk}/"' in told
    assert "comes before" in told
    assert "No birth date. Clocks for children" in told
    assert f'href="{at}/people/{county.ana.key}/"' in told
    assert "nobody wrote down how the pregnancy ended" in told
    assert f'href="{at}/people/add/contact/"' in told
    assert f'href="{at}/people/work/"' in told


def test_nobody_learns_of_facts_that_the_gate_keeps_from_them(county: County) -> None:
    write(county, "attendance", county.nurse, 1, service="dosing", attended=True)
    write(county, "attendance", county.nurse, 1, service="dosing", attended=True)
    assert "Attendance" in page(county.nurse)
    assert "Attendance" not in page(county.worker)
    assert "Who can mend it: County Child Welfare" in page(county.nurse)


def test_the_table_tells_shares_of_enough_people_and_names_no_family(county: County) -> None:
    write(county, "contact", county.worker, 1, how="visit", outcome="met")
    count(coalition=county.coalition, at=now())
    told = page(county.worker, "/quality/")
    assert "Mend ours" in told
    assert "too few" in told
    assert "Rivera" not in told
    grace = works("Grace Poe", county.welfare, Role.COALITION_COORDINATOR)
    assert "County Child Welfare" in (told := page(grace, "/quality/"))
    assert "Mend ours" not in told
    client = browser(grace)
    assert client.get("/quality/mine/").status_code == 403


def test_a_program_that_should_be_looked_at_stands_first_with_who_can_mend_it(county: County) -> None:
    own = {"family": county.family, "coalition": county.coalition, "relation": "child"}
    for number in range(THRESHOLD):
        child = Person.objects.create(given_name=f"Child {number}", family_name="Rivera", **own)
        late = now() - timedelta(days=9)
        facts = {"kind": "contact", "body": {"how": "visit", "outcome": "met"}, "occurred_at": late, "at": now()}
        record_entry(family=county.family, subject=child, by=county.worker, **facts)
    denise = works("Denise Okafor", county.welfare, Role.SUPERVISOR)
    count(coalition=county.coalition, at=now())
    found = board(by=denise, at=now()).sources
    assert found[0].program == county.welfare
    assert [str(user) for user in found[0].menders] == ["Denise Okafor"]
    assert found[0].cells[0].told == "0 %"
    assert page(denise, "/quality/").count("Look at it") >= 1


def test_ten_families_are_looked_through_in_as_many_statements_as_one(county: County) -> None:
    write(county, "contact", county.worker, 1, how="visit", outcome="met")
    page(county.worker)
    with CaptureQueriesContext(connection) as one:
        page(county.worker)
    for number in range(9):
        family = Family.objects.create(coalition=county.coalition, name=f"Family {number}", opened_on=LONG_AGO)
        row = {"family": family, "coalition": county.coalition}
        person = Person.objects.create(given_name="Kit", family_name="Cruz", relation="child", **row)
        Member.objects.create(person=person, since=LONG_AGO, **row)
        Involvement.objects.create(program=county.welfare, since=LONG_AGO, **row)
    with CaptureQueriesContext(connection) as ten:
        told = page(county.worker)
    assert "Family 8" in told
    assert len(ten) == len(one)
