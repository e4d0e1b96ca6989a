"""What everyone may read of a measure, and the sheet that says where families are lost."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.actions import open_to_all
from kinbridge.measures.lost import LOST, Way, where_lost
from kinbridge.measures.tests.released import released

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace() -> Viewer:
    office = make.program(make.clinic(make.county(), "Coalition office"), "Office")
    return make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield")


@pytest.fixture
def county(grace: Viewer) -> str:
    open_to_all(release=released(by=grace, at=now()), by=grace, at=now())
    return f"/measures/county/{grace.coalition_id}/"


def test_everyone_reads_a_measure_with_its_pictures_and_its_file_and_no_group(county: str) -> None:
    page = Client().get(f"{county}needs_met/").content.decode()
    assert all(words in page for words in ("Out of (denominator)", "64% (328 of 512)", "Quarter by quarter"))
    assert "Race and ethnicity" not in page
    for name, form, kind in (("steps", "png", "image/png"), ("trend", "pdf", "application/pdf")):
        assert Client().get(f"{county}needs_met/{name}.{form}")["Content-Type"] == kind
    for address in ("needs_met/group-1.png", "needs_met/steps.gif", "nothing/", "nothing/figures.csv"):
        assert Client().get(county + address).status_code == 404
    for address in ("needs_met/figures.csv", "figures.csv"):
        rows = csv.DictReader(io.StringIO(Client().get(county + address).content.decode()))
        assert {row["cut"] for row in rows} == {"Everyone"}


def test_nobody_outside_reads_what_was_not_opened(grace: Viewer) -> None:
    released(by=grace, at=now())
    for address in ("", "lost/", "figures.csv", "needs_met/", "needs_met/figures.csv", "needs_met/steps.png"):
        assert Client().get(f"/measures/county/{grace.coalition_id}/{address}").status_code == 404


def test_the_sheet_says_where_families_are_lost_at_work_by_group_too(grace: Viewer, county: str) -> None:
    at_work, outside = browser(grace).get("/measures/lost/"), Client().get(f"{county}lost/")
    for page in (at_work.content.decode(), outside.content.decode()):
        assert "Most are lost between “" in page
        assert "still in treatment" in page
    assert "Black" in at_work.content.decode()
    assert "Black" not in outside.content.decode()


def test_the_sheet_without_a_release_says_that_nothing_was_counted(grace: Viewer) -> None:
    assert "nothing has been counted yet" in browser(grace).get("/measures/lost/").content.decode()


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        (
            [Way("Identified", 100), Way("Screened", 90, gone=10, gone_are=LOST), Way("Agreed", 50, gone_are=LOST)],
            "Most are lost between “screened” and “agreed”: 40.",
        ),
        (
            [Way("Identified", 100), Way("Screened", None, gone_are=LOST), Way("Agreed", 50, gone_are=LOST)],
            "Most are lost between “identified” and “agreed”: 50.",
        ),
        ([Way("Identified", 100), Way("Stays", 95, gone_are=LOST), Way("Done", 9, gone_are="on the way")], "5."),
        ([Way("Identified", 100), Way("Stays", 100, gone_are=LOST)], ""),
        ([Way("Identified", None), Way("Stays", None, gone_are=LOST)], ""),
    ],
)
def test_the_widest_gap_is_named_and_whoever_is_still_on_the_way_is_not_lost(ways: list[Way], said: str) -> None:
    assert where_lost(ways).endswith(said) if said else where_lost(ways) == ""
