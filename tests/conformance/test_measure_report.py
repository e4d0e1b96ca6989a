"""A measure as a MeasureReport is what FHIR R4 says one is, and a hidden number is said to be hidden, never 0."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import fhirkit
import pytest
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.directory.tests import partners as make
from kinbridge.measures.board import sheets
from kinbridge.measures.measure_report import ABSENT, measure_report
from kinbridge.measures.models import Release
from kinbridge.measures.tests.released import FEW, released

pytestmark = pytest.mark.django_db
SITE = "https://kinbridge.example"


@pytest.fixture
def release() -> Release:
    program = make.program(make.clinic(make.county(), "Coalition office"), "Office")
    grace = make.worker(program, Role.COALITION_COORDINATOR, "Grace Whitfield")
    return released(by=grace, at=now(), needs_met=FEW, counseling=(0, 0))


def populations(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for group in found["group"]:
        yield from group["population"]
        for stratifier in group.get("stratifier", ()):
            for stratum in stratifier["stratum"]:
                yield from stratum["population"]


def test_every_measure_of_every_year_is_a_whole_measure_report(release: Release) -> None:
    told = [one for these in sheets(release).values() for one in these]
    for sheet in told:
        for back in range(len(sheet.years)):
            assert fhirkit.validate(json.dumps(measure_report(sheet, site=SITE, back=back))) == []
    assert len(told) > 20


def test_the_check_does_find_what_is_wrong(release: Release) -> None:
    sheet = next(one for these in sheets(release).values() for one in these)
    spoiled = measure_report(sheet, site=SITE)
    spoiled["group"][0]["population"][0]["count"] = "many"
    (issue,) = fhirkit.validate(json.dumps(spoiled))
    assert "count: expected a whole number" in str(issue)


def test_a_hidden_count_says_masked_and_an_empty_year_says_zero(release: Release) -> None:
    by_key = {one.measure.key: one for these in sheets(release).values() for one in these}
    hidden = measure_report(by_key["needs_met"], site=SITE)
    masked = {"extension": [{"url": ABSENT, "valueCode": "masked"}]}
    assert [one["_count"] for one in hidden["group"][0]["population"][1:]] == [masked]
    assert all("count" not in one or one["count"] == 0 or one["count"] >= 11 for one in populations(hidden))
    assert hidden["group"][0]["measureScore"] == masked
    nobody = measure_report(by_key["counseling"], site=SITE)
    assert [one["count"] for one in nobody["group"][0]["population"]] == [0, 0]
    assert nobody["group"][0]["measureScore"]["extension"][0]["valueCode"] == "not-applicable"


def test_a_group_that_is_hidden_is_a_whole_stratum_with_nothing_in_it(release: Release) -> None:
    """One group is small; with it another is hidden, and both are still named, valid and without a number."""
    sheet = next(one for these in sheets(release).values() for one in these if one.measure.key == "needs_met")
    report = measure_report(sheet, site=SITE)
    assert fhirkit.validate(json.dumps(report)) == []
    strata = [one for stratifier in report["group"][0]["stratifier"] for one in stratifier["stratum"]]
    assert {one["value"]["text"] for one in strata} == {"Black", "White", "Medicaid", "Private"}
    numerators = [one["population"][1] for one in strata]
    assert all("count" not in one and one["_count"]["extension"][0]["valueCode"] == "masked" for one in numerators)
    assert all("value" not in one["measureScore"] for one in strata)


def test_it_is_at_its_own_address_for_people_at_work(release: Release) -> None:
    client = Client()
    assert client.get("/measures/capta_plan/measure-report.json").status_code == 302
    client.force_login(User.objects.get(first_name="Grace"))
    answer = client.get("/measures/capta_plan/measure-report.json")
    assert answer["Content-Type"].startswith("application/fhir+json")
    found = json.loads(answer.content)
    assert (found["period"]["end"], found["improvementNotation"]["coding"][0]["code"]) == (
        str(release.quarter_end),
        "increase",
    )
    assert client.get("/measures/capta_plan/measure-report-2.json").status_code == 200
    assert client.get("/measures/capta_plan/measure-report-3.json").status_code == 404
