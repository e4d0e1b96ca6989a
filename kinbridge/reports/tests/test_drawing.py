"""The agency draws its own file through the gate; nobody of the coalition does, and every family's audit says so."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.chart.actions import record_entry
from kinbridge.consents.tests.county import County, made, program, works
from kinbridge.core.vocabulary import OrganizationKind, Regime
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.reports.drawing import Drawn, NotTheAgency, draw
from kinbridge.reports.example import EXAMPLE
from kinbridge.reports.rules.layouts import LAYOUTS
from kinbridge.reports.rules.records import Year

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture
def county() -> County:
    """A report about Leo that the agency closed, and a note on his treatment that a hospital sent nobody."""
    found = made()
    for day, kind, body in (
        (datetime(2026, 2, 3, 12, tzinfo=AT.tzinfo), "report", {"track": "assessment"}),
        (datetime(2026, 3, 20, 12, tzinfo=AT.tzinfo), "disposition", {"finding": "unsubstantiated"}),
        (datetime(2026, 4, 1, 12, tzinfo=AT.tzinfo), "removal", {"from_home_of": "mother"}),
    ):
        record_entry(
            family=found.family, subject=found.leo, kind=kind, body=body, occurred_at=day, by=found.worker, at=AT
        )
    return found


def supervisor(county: County) -> Viewer:
    return works("Denise Okafor", county.welfare, Role.SUPERVISOR)


def coordinator(county: County) -> Viewer:
    office = program(county.coalition, "Office", OrganizationKind.COALITION, Regime.COMMUNITY)
    return works("Grace Whitfield", office, Role.COALITION_COORDINATOR)


def drawn(by: Viewer, code: str = "ncands") -> Drawn:
    return draw(layout=LAYOUTS[code], year=Year(2026), what="made", by=by, at=AT)


def test_a_supervisor_draws_the_agencys_records_and_each_familys_audit_says_it(county: County) -> None:
    found = drawn(supervisor(county))
    (row,) = found.rows
    assert (row["RPTDT"], row["RPTDISP"], row["FOSTERCR"]) == ("2026-02-03", "05", "1")
    text = str(found.rows)
    assert "Rivera" not in text
    assert str(county.leo.key) not in text
    own = Line.objects.get(act="federal_file.made", family_id=county.family.pk)
    assert (own.because, own.detail) == ("operations", {"file": "ncands", "year": 2026, "records": 1})
    assert "42 USC 5106a(d)" in own.citations
    assert Line.objects.get(act="federal_file.made", family_id=None).detail["records"] == 1


def test_a_child_has_the_same_mark_in_both_files(county: County) -> None:
    by = supervisor(county)
    assert drawn(by).rows[0]["CHID"] == drawn(by, "afcars").rows[0]["CHILD"]


def test_another_agencys_supervisor_draws_a_file_without_them(county: County) -> None:
    other = program(county.coalition, "Next County", OrganizationKind.CHILD_WELFARE_AGENCY, Regime.CHILD_WELFARE)
    assert drawn(works("Ida Quist", other, Role.SUPERVISOR)).rows == ()


def test_the_coalition_and_a_caseworker_draw_nothing(county: County) -> None:
    for by in (coordinator(county), county.worker, county.nurse):
        with pytest.raises(NotTheAgency):
            drawn(by)
    assert not Line.objects.filter(act__startswith="federal_file").exists()


def test_pages_of_the_record_files(county: County) -> None:
    denise, grace = browser(supervisor(county)), browser(coordinator(county))
    assert "confirm locally" in grace.get("/reports/federal/ncands/").content.decode()
    assert grace.post("/reports/federal/ncands/", {"year": 2026, "make": "1"}).status_code == 403
    assert denise.post("/reports/federal/ncands/", {"year": 1900, "make": "1"}).status_code == 400
    assert "1 record" in denise.post("/reports/federal/ncands/", {"year": 2026, "check": "1"}).content.decode()
    made = denise.post("/reports/federal/ncands/", {"year": 2026, "make": "1"})
    assert made["Content-Type"].startswith("text/csv")
    assert grace.get("/reports/federal/afcars/elements.csv").content.decode().count("\n") > 35
    assert grace.get("/reports/federal/hmis/").status_code == 404


def test_a_file_from_elsewhere_is_checked_by_the_agency_only_and_the_invented_one_by_anyone(county: County) -> None:
    denise, grace = browser(supervisor(county)), browser(coordinator(county))

    def send(client: Client, content: bytes) -> tuple[int, str]:
        answer = client.post("/reports/check/", {"file": SimpleUploadedFile("a.csv", content)})
        return answer.status_code, answer.content.decode()

    assert "5 records checked, 3 mistakes found." in send(denise, EXAMPLE.encode())[1]
    assert "It is empty." in send(denise, b"")[1]
    assert "cannot be read as a table" in send(denise, b"RPTID\xff\xfe\n")[1]
    assert send(denise, b"x" * 21_000_000)[0] == 413, "a larger one is for ./run check-federal"
    assert send(grace, EXAMPLE.encode())[0] == 403
    assert "3 mistakes found" in grace.get("/reports/check/?example=1").content.decode()
