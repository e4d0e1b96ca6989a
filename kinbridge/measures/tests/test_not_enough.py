"""A period without cases, or what is not there: "not enough data" with its reason, never 0% and never a crash."""

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
from kinbridge.measures.models import Release
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.tests.released import released

pytestmark = pytest.mark.django_db
NOBODY = {one.key: (0, 0) for one in MEASURES}
PERCENT = re.compile(r"(?<![\d.])0 ?%")
PAGES = ("/measures/", "/measures/funnel/", "/measures/early_prenatal/", "/measures/lost/", "/measures/ours/")
FILES = (
    "/measures/figures.csv",
    "/measures/ours/figures.csv",
    "/measures/early_prenatal/measure-report.json",
    "/measures/early_prenatal/steps.png",
    "/measures/early_prenatal/trend.pdf",
    "/measures/sites/",
    "/measures/sites/figures.csv",
    "/measures/counted/",
)
NOT_THERE = (
    "/measures/no_such_measure/",
    "/measures/early_prenatal/measure-report-3.json",
    "/measures/early_prenatal/measure-report-99999999999999999999.json",
    "/measures/early_prenatal/group-9.png",
    "/measures/early_prenatal/steps.exe",
    "/measures/ours/no_such_measure/figures.csv",
    "/measures/county/99999999999999999999/",
)


@pytest.fixture
def grace() -> Viewer:
    office = make.program(make.clinic(make.county(), "Coalition office"), "Office")
    return make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield")


def said(page: Client, place: str) -> str:
    answer = page.get(place)
    assert answer.status_code == 200, place
    return answer.content.decode(errors="replace")


def test_a_year_without_cases_says_so_on_every_page_and_in_every_file(grace: Viewer) -> None:
    made = released(by=grace, at=now(), partners={grace.organization_id: (0, 0)}, **NOBODY)
    open_to_all(release=made, by=grace, at=now())
    page, place = browser(grace), f"/measures/county/{grace.coalition_id}/"
    for one in PAGES:
        shown = said(page, one)
        assert "Not enough data" in shown, one
        assert not PERCENT.search(shown), one
    for one in FILES:
        assert not PERCENT.search(said(page, one)) or one.endswith(("png", "pdf")), one
    for one in (place, f"{place}early_prenatal/", f"{place}sites/"):
        assert not PERCENT.search(said(Client(), one)), one


def test_what_is_not_there_is_not_found(grace: Viewer) -> None:
    released(by=grace, at=now())
    page = browser(grace)
    assert {one: page.get(one).status_code for one in NOT_THERE} == dict.fromkeys(NOT_THERE, 404)
    for asked in ("year=999999", "year=x", "year="):
        assert page.get(f"/reports/capta/?{asked}").status_code == 400
    for asked in (
        "title=A&measures=capta_plan&back=9",
        "title=A&measures=none&back=0",
        "title=A&measures=capta_plan&back=0&cuts=x",
    ):
        assert page.get(f"/reports/funder/?{asked}").status_code == 400


def test_years_stand_through_the_year_and_its_quarters_are_added(grace: Viewer) -> None:
    """Made on November 22: the year to September. By May there are two quarters more, and the same year."""
    at = now().replace(month=11, day=22)
    for days in (0, 170, 365):
        released(by=grace, at=at + timedelta(days=days), early_prenatal=(50, 60) if days == 170 else (23, 41))
    first, later, anew = (one.body["early_prenatal"] for one in Release.objects.order_by("quarter_end"))
    assert (later["years"], later["partners"]) == (first["years"], first["partners"])
    assert [line["cases"] for line in later["since"]] == [220, 220]
    assert anew["years"][1]["everyone"] == first["years"][0]["everyone"]
    assert anew["years"][0]["cuts"]["quarters"][:2] == later["since"]
