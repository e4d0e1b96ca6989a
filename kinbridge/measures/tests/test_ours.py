"""A partner reads its own families beside the county's; nobody else does, on no page and in no file."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.actions import open_to_all
from kinbridge.measures.ours import years
from kinbridge.measures.tests.released import released

pytestmark = pytest.mark.django_db
QUARTER = (12, 18)
OURS, COUNTY = "60% (72 of 120)", "64% (328 of 512)"
"""What follows from it for a year, and what `released` has for everyone."""

TOLD = re.compile(rb"72 of 120|,72,120|count\": (72|120)\b")


@pytest.fixture
def luis() -> Viewer:
    clinic = make.program(make.clinic(make.county(), "Cedar Street"), "Cedar Street")
    return make.worker(clinic, Role.COUNSELOR, "Luis Ferrer")


@pytest.fixture
def grace(luis: Viewer) -> Viewer:
    office = make.program(make.clinic(make.Coalition.objects.get(), "Coalition office"), "Office")
    return make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield")


def test_a_partner_reads_its_own_line_beside_the_county_with_a_file_and_pictures(luis: Viewer, grace: Viewer) -> None:
    page = browser(luis)
    assert "Not enough data" in page.get("/measures/ours/").content.decode()
    assert page.get("/measures/ours/counseling/").status_code == 404
    released(by=grace, at=now(), partners={luis.organization_id: QUARTER})
    for place in ("/measures/ours/", "/measures/ours/early_prenatal/"):
        shown = page.get(place).content.decode()
        assert OURS in shown
        assert COUNTY in shown
    rows = page.get("/measures/ours/early_prenatal/figures.csv").content.decode().splitlines()
    assert [row.split(",")[3:9] for row in rows[1:]] == [
        ["Whose", who, "first visit before week 14", *numbers]
        for who, *numbers in (("Cedar Street", "72", "120", "60"), ("The county", "328", "512", "64"))
    ]
    assert page.get("/measures/ours/early_prenatal/picture.png").content.startswith(b"\x89PNG")
    assert page.get("/measures/ours/early_prenatal/picture.pdf").content.startswith(b"%PDF-")
    assert page.get("/measures/ours/early_prenatal/picture.gif").status_code == 404
    assert page.get("/measures/ours/no_such_measure/").status_code == 404


def test_nobody_else_reads_it_on_any_page_or_in_any_file(luis: Viewer, grace: Viewer) -> None:
    made = released(by=grace, at=now(), partners={luis.organization_id: QUARTER})
    open_to_all(release=made, by=grace, at=now())
    theirs = "/measures/ours/", "/measures/ours/early_prenatal/", "/measures/ours/figures.csv"
    whole = "/measures/", "/measures/early_prenatal/", "/measures/figures.csv", "/measures/sites/"
    page = browser(grace)
    places = [*theirs, *whole, "/measures/early_prenatal/measure-report.json"]
    assert [place for place in places if TOLD.search(page.get(place).content)] == []
    assert TOLD.search(browser(luis).get("/measures/ours/figures.csv").content)
    assert "no births among your families in this year" in page.get("/measures/ours/early_prenatal/").content.decode()
    assert not TOLD.search(Client().get(f"/measures/county/{grace.coalition_id}/").content)
    assert Client().get("/measures/ours/").status_code == 302


def test_its_year_is_told_again_when_a_whole_new_year_has_gone_by(luis: Viewer, grace: Viewer) -> None:
    at, quarter = now(), timedelta(days=92)
    released(by=grace, at=at, partners={luis.organization_id: QUARTER})
    (first,) = years("capta_plan", luis)
    released(by=grace, at=at + quarter, partners={luis.organization_id: (20, 20)})
    assert [one.last for one in years("capta_plan", luis)] == [first.last]
    released(by=grace, at=at + 4 * quarter, partners={luis.organization_id: (20, 20)})
    told = years("capta_plan", luis)
    assert [one.last for one in told] == [first.last + 4, first.last]
    shown = browser(luis).get("/measures/ours/capta_plan/").content.decode()
    assert "Earlier years" in shown
    assert OURS in shown
    assert "50% (80 of 160)" in shown
