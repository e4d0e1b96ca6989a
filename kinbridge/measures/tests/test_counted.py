"""All that is asked to be counted is found from one page, and every number is the same wherever it is taken from."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.core.pictures import Trend
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.measures.board import sheets
from kinbridge.measures.charts import Chart
from kinbridge.measures.handing import as_file
from kinbridge.measures.measure_report import measure_report
from kinbridge.measures.pictures import charts
from kinbridge.measures.rules.counted import PARTS
from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.suppression import THRESHOLD
from kinbridge.measures.tests.released import FEW, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace() -> Viewer:
    office = make.program(make.clinic(make.county(), "Coalition office"), "Office")
    return make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield")


def test_every_measure_is_on_the_page_and_what_is_not_counted_says_why(grace: Viewer) -> None:
    lines = [line for part in PARTS for line in part.lines]
    assert {one.key for line in lines for one in line.measures} == {one.key for one in MEASURES}
    assert [line.words for line in lines if not (line.measures or line.page or line.why)] == []
    assert all(reverse(line.page) for line in lines if line.page)
    page = browser(grace)
    assert "Not enough data: not counted yet." in page.get("/measures/counted/").content.decode()
    released(by=grace, at=now(), needs_met=FEW, counseling=(0, 0))
    shown = page.get("/measures/counted/").content.decode()
    for words in (
        "64% (328 of 512)",
        "Not enough data: no starts of treatment on record in this year.",
        "No tribe has approved that its people are counted as a group.",
        "A coalition serves one county",
        "licensed ones are slots without their text",
    ):
        assert words in shown
    counselor = make.worker(make.Program.objects.get(), Role.COUNSELOR, "Joy Ortiz")
    assert "Those who oversee training open it." in browser(counselor).get("/measures/counted/").content.decode()


# ── an adversary who takes everything that can be taken away ─────────────────


def counts_in(found: Any) -> Iterator[int]:
    """The counts in a MeasureReport, or in a measure's part of a release."""
    if isinstance(found, dict):
        for name, value in found.items():
            if name in {"count", "cases"} and isinstance(value, int):
                yield value
            elif name == "reached":
                yield from (number for number in value if number is not None)
            else:
                yield from counts_in(value)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from counts_in(one)


def written_in(chart: Chart | Trend) -> Iterator[int]:
    """The counts that a picture writes as "12 of 34"."""
    rows = [[bar.text] for bar in chart.bars] if isinstance(chart, Chart) else chart.rows
    words = " ".join(cell for row in rows for cell in row)
    for pair in re.findall(r"([\d,]+) of ([\d,]+)", words):
        yield from (int(number.replace(",", "")) for number in pair)


@pytest.mark.parametrize("key", ["needs_met", "plan_made", "counseling"])
def test_no_file_page_or_picture_of_any_release_tells_more_than_the_release(grace: Viewer, key: str) -> None:
    sizes = {"needs_met": FEW, "plan_made": (3, 14), "counseling": (0, 4)}
    page, at = browser(grace), now()
    for days in (0, 92):
        made = released(by=grace, at=at + timedelta(days=days), **sizes)
        (sheet,) = (one for these in sheets(made).values() for one in these if one.measure.key == key)
        told = set(counts_in(made.body[key]["years"]))
        assert not [number for number in told if 0 < number < THRESHOLD]
        taken = set(counts_in([measure_report(sheet, site="https://x.example", back=back) for back in range(3)]))
        taken |= set(counts_in(json.loads(as_file(made))["measures"][key]))
        rows = csv.DictReader(io.StringIO(page.get(f"/measures/{key}/figures.csv").content.decode()))
        taken |= {int(row[name]) for row in rows for name in ("reached", "of") if row[name]}
        taken |= {number for chart in charts(sheet, []).values() for number in written_in(chart)}
        assert taken <= told
