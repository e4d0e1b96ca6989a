"""HSDS 3.0's own examples load without edits and come back equal, valid against its published schemas.

The specification is CC BY-SA 4.0 and not part of this project: `HSDS_SCHEMAS` names a folder that holds it.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from kinbridge.directory.models import Coalition, Organization, Service, software
from kinbridge.exchange.actions import load_directory
from kinbridge.exchange.hsds import give
from kinbridge.exchange.hsds.folder import write_json, write_tables
from kinbridge.exchange.hsds.published import Schemas
from kinbridge.exchange.hsds.tables import BY_NAME, TABLES
from kinbridge.exchange.report import Effect, Report

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "hsds-3.0"
HSDS = Path(os.environ.get("HSDS_SCHEMAS", BESIDE))
EXAMPLES = HSDS / "examples"
AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not EXAMPLES.is_dir(), reason="HSDS_SCHEMAS names no HSDS 3.0 folder"),
]
FILES = [
    "csv",
    "tabular.json",
    "organization_full.json",
    "service_full.json",
    "service_at_location_full.json",
    "organization_list.json",
    "service_list.json",
    "service_at_location_list.json",
    "taxonomy_list.json",
    "taxonomy_term_list.json",
    "taxonomy.json",
    "taxonomy_term.json",
    "location.json",
]


def load(name: str, coalition: Coalition | None = None) -> Report:
    coalition = coalition or Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")
    return load_directory(path=EXAMPLES / name, by=software(coalition), at=AT, schemas=HSDS)


def example(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((EXAMPLES / name).read_text("utf-8"))
    return content


@pytest.mark.parametrize("name", FILES)
def test_an_example_loads_without_edits_and_a_second_time_changes_nothing(name: str) -> None:
    coalition = Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")
    first = load(name, coalition)
    assert sum(tally.added for tally in first.tallies.values()) > 0
    assert first.left_out == 0, list(first.lines())
    second = load(name, coalition)
    assert second.changed_nothing
    assert {table: tally.unchanged for table, tally in second.tallies.items()} == {
        table: tally.added for table, tally in first.tallies.items()
    }


def test_every_table_of_the_csv_example_arrives_and_its_four_dangling_links_are_named() -> None:
    report = load("csv")
    assert {name: tally.added for name, tally in report.tallies.items()} == {table.name: 1 for table in TABLES}
    blank = [(each.file, each.row, each.field) for each in report.troubles if each.effect is Effect.LEFT_BLANK]
    assert blank == [
        ("taxonomy_terms.csv", "2", "taxonomy_id"),
        ("locations.csv", "2", "organization_id"),
        ("contacts.csv", "2", "organization_id"),
        ("contacts.csv", "2", "service_at_location_id"),
    ]


def test_the_api_root_holds_no_rows_and_says_so() -> None:
    report = load("base.json")
    assert report.tallies == {}
    assert [trouble.file for trouble in report.troubles] == ["base.json"]


def test_an_organization_comes_back_equal_and_valid() -> None:
    load("organization_full.json")
    [given] = give.organizations(Organization.objects.all())
    assert given == example("organization_full.json")
    assert list(Schemas(HSDS).troubles(BY_NAME["organization"], given)) == []


def test_a_service_comes_back_equal_and_valid_against_the_compiled_schema() -> None:
    load("service_full.json")
    [given] = give.services(Service.objects.all())
    assert given == example("service_full.json")
    assert list(Schemas(HSDS).troubles(BY_NAME["service"], given)) == []


def test_what_the_tables_say_comes_back_nested_and_valid() -> None:
    load("csv")
    [given] = give.services(Service.objects.all())
    assert given["service_at_locations"][0]["location"]["addresses"][0]["city"] == "MyCity"
    assert list(Schemas(HSDS).troubles(BY_NAME["service"], given)) == []


def cells(folder: Path) -> dict[str, list[dict[str, str]]]:
    return {file.name: list(csv.DictReader(StringIO(file.read_text("utf-8")))) for file in folder.glob("*.csv")}


def test_the_csv_example_comes_back_as_the_same_tables_but_for_its_dangling_links(tmp_path: Path) -> None:
    load("csv")
    assert set(write_tables(tmp_path, coalition=Coalition.objects.get())) == {table.name for table in TABLES}
    sent, back = cells(EXAMPLES / "csv"), cells(tmp_path)
    assert set(back) == set(sent)
    differing = [
        (file, name) for file, [row] in sent.items() for name, cell in row.items() if back[file][0][name] != cell
    ]
    assert sorted(differing) == [
        ("contacts.csv", "organization_id"),
        ("contacts.csv", "service_at_location_id"),
        ("locations.csv", "organization_id"),
        ("taxonomy_terms.csv", "taxonomy_id"),
    ]
    ours = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    theirs = json.loads((HSDS / "datapackage.json").read_text("utf-8"))
    fields = [
        {one["name"]: {(f["name"], f["type"]) for f in one["schema"]["fields"]} for one in package["resources"]}
        for package in (ours, theirs)
    ]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("write", [write_tables, write_json])
def test_what_is_written_loads_again_and_changes_nothing(tmp_path: Path, write: Callable[..., Any]) -> None:
    load("organization_full.json")
    coalition = Coalition.objects.get()
    write(tmp_path, coalition=coalition)
    report = load_directory(path=tmp_path, by=software(coalition), at=AT, schemas=HSDS)
    assert report.changed_nothing, list(report.lines())
    assert report.left_out == 0
    assert report.tallies["service"].unchanged == 1
    # The published example itself lies at latitude 100.
    assert {trouble.field for trouble in report.troubles} == {"latitude"}


def test_the_publishers_own_schema_troubles_are_told_without_losing_the_row(tmp_path: Path) -> None:
    broken = example("service_full.json")
    broken["minimum_age"] = "twelve"
    file = tmp_path / "service.json"
    file.write_text(json.dumps(broken), "utf-8")
    coalition = Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")
    report = load_directory(path=file, by=software(coalition), at=AT, schemas=HSDS)
    told = [(trouble.field, trouble.trouble) for trouble in report.troubles]
    assert ("minimum_age", "HSDS schema: it is not of the type that HSDS asks for.") in told
    assert ("minimum_age", "it is not a number.") in told
    assert Service.objects.get().minimum_age is None
