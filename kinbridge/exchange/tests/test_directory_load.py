"""A directory as publishers really send it: bad rows are named, good rows are kept, nothing is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kinbridge.audit.models import Line
from kinbridge.directory.finding import explain
from kinbridge.directory.models import (
    Coalition,
    Location,
    Organization,
    Phone,
    Program,
    Service,
    ServiceAtLocation,
    software,
)
from kinbridge.directory.rules import Needs, Point
from kinbridge.exchange.actions import load_directory
from kinbridge.exchange.hsds import give
from kinbridge.exchange.hsds.folder import write_ndjson
from kinbridge.exchange.report import Effect, Report

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
ORG, SERVICE, OTHER, PROGRAM, PLACE = (str(UUID(int=number)) for number in (1, 2, 3, 4, 5))


@pytest.fixture
def harbor() -> Coalition:
    return Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")


def load(path: Path, coalition: Coalition) -> Report:
    return load_directory(path=path, by=software(coalition), at=AT)


def tables(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def told(report: Report) -> list[tuple[str, str, str, str]]:
    return [(each.file, each.row, each.field, str(each.effect)) for each in report.troubles]


ORGANIZATIONS = f"id,name,description\n{ORG},Harbor Recovery,Treatment\n"


def test_one_bad_row_never_loses_the_good_ones(tmp_path: Path, harbor: Coalition) -> None:
    tables(
        tmp_path,
        organizations=ORGANIZATIONS,
        services=f"""id,organization_id,name,status,minimum_age,assured_date
{SERVICE},{ORG},Day program,active,18,2026-01-05
not-a-uuid,{ORG},Lost,active,,
{uuid4()},{ORG},,active,,
{uuid4()},{ORG},Which status,opened,,
{uuid4()},{OTHER},Whose is it,active,,
{uuid4()},{ORG},Odd cells,Active,old,01/05/2026
""",
    )
    report = load(tmp_path, harbor)
    assert sorted(Service.objects.values_list("name", flat=True)) == ["Day program", "Odd cells"]
    assert told(report) == [
        ("services.csv", "3", "id", "row left out"),
        ("services.csv", "4", "name", "row left out"),
        ("services.csv", "5", "status", "row left out"),
        ("services.csv", "7", "minimum_age", "field left blank"),
        ("services.csv", "7", "assured_date", "field left blank"),
        ("services.csv", "6", "organization_id", "row left out"),
    ]
    assert all(trouble.fix for trouble in report.troubles)
    assert report.tallies["service"].left_out == 4
    assert Service.objects.get(name="Odd cells").status == "active", "capital letters are not a mistake"


def test_a_row_without_an_id_is_left_out_and_a_place_that_is_nowhere_is_not_measured(
    tmp_path: Path, harbor: Coalition
) -> None:
    tables(
        tmp_path,
        organizations=f"{ORGANIZATIONS},Nameless house,No id\n",
        locations=f"""id,location_type,name,latitude,longitude
{PLACE},physical,Off the map,140,-83
{OTHER},physical,Half said,north,-83
{SERVICE},physical,Beyond all,40,1e999
""",
    )
    report = load(tmp_path, harbor)
    assert told(report) == [
        ("locations.csv", "2", "latitude", "kept"),
        ("locations.csv", "3", "latitude", "field left blank"),
        ("locations.csv", "4", "longitude", "field left blank"),
        ("organizations.csv", "3", "id", "row left out"),
    ]
    assert Organization.objects.count() == 1
    service = Service.objects.create(coalition=harbor, organization=Organization.objects.get(), name="Doses")
    for place in Location.objects.all():
        ServiceAtLocation.objects.create(coalition=harbor, service=service, location=place)
    found = explain(service=service, needs=Needs(near=Point(40.0, -83.0)), at=AT)
    assert found.ask == ("Its distance is not known: ask where to go.",)


def test_loading_twice_changes_nothing_and_a_cleared_cell_is_cleared(tmp_path: Path, harbor: Coalition) -> None:
    header = "id,organization_id,name,status,alert"
    tables(tmp_path, organizations=ORGANIZATIONS, services=f"{header}\n{SERVICE},{ORG},Day,active,Moved\n")
    load(tmp_path, harbor)
    assert load(tmp_path, harbor).changed_nothing
    assert Line.objects.filter(act="directory.loaded").count() == 1
    tables(tmp_path, services=f"{header}\n{SERVICE},{ORG},Day,active,\n")
    report = load(tmp_path, harbor)
    assert (report.tallies["service"].changed, Service.objects.get().alert) == (1, "")


def test_a_thinner_file_does_not_empty_what_a_fuller_one_filled(tmp_path: Path, harbor: Coalition) -> None:
    full = {
        "id": SERVICE,
        "name": "Day",
        "status": "active",
        "alert": "Moved",
        "organization": {"id": ORG, "name": "Harbor", "description": "Treatment"},
        "phones": [{"id": str(uuid4()), "number": "555-0100"}],
    }
    thin = {"id": SERVICE, "name": "Day program", "status": "active"}
    (tmp_path / "service.json").write_text(json.dumps(full))
    load(tmp_path, harbor)
    (tmp_path / "service.json").write_text(json.dumps(thin))
    load(tmp_path, harbor)
    service = Service.objects.get()
    assert (service.name, service.alert, service.organization_id, service.phones.count()) == (
        "Day program",
        "Moved",
        UUID(ORG),
        1,
    )


def test_what_people_stated_here_outlives_a_load(tmp_path: Path, harbor: Coalition) -> None:
    tables(
        tmp_path, organizations=ORGANIZATIONS, services=f"id,organization_id,name,status\n{SERVICE},{ORG},Day,active\n"
    )
    load(tmp_path, harbor)
    Service.objects.update(accepts_pregnant=True, category="outpatient_treatment")
    Organization.objects.update(kind="sud_program")
    tables(tmp_path, services=f"id,organization_id,name,status\n{SERVICE},{ORG},Day program,active\n")
    load(tmp_path, harbor)
    service = Service.objects.select_related("organization").get()
    assert (service.name, service.accepts_pregnant, service.organization.kind) == ("Day program", True, "sud_program")


def test_markup_is_taken_out_and_nothing_that_runs_stays(tmp_path: Path, harbor: Coalition) -> None:
    described = "<p>Care &amp; support</p><script>alert(1)</script><img src=x onerror=alert(2)>Ages < 5"
    row = f'{SERVICE},{ORG},Day,active,"{described}",javascript:alert(3)'
    services = f"id,organization_id,name,status,description,url\n{row}\n"
    report = load(tables(tmp_path, organizations=ORGANIZATIONS, services=services), harbor)
    service = Service.objects.get()
    assert service.description == "Care & support\nAges < 5"
    assert service.url == ""
    assert ("services.csv", "2", "url", "field left blank") in told(report)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("id,name,description\n%s,Casa Niña,Familia\n".encode(), "Casa Niña"),
        ("id,name,description\n%s,Casa Niña,Familia\n".encode("utf-8-sig"), "Casa Niña"),
        ("id,name,description\n%s,Casa Niña,Familia\n".encode("cp1252"), "Casa Niña"),
        (b"id,name,description\n%s,Dash \x96 house,Familia\n", "Dash – house"),
        (b"id;name;description\r\n%s;Casa;Familia\r\n", "Casa"),
        (b"\xef\xbb\xbfID,Name,Description,Extra\n%s,Casa,Familia,x\n", "Casa"),
    ],
    ids=["utf-8", "byte order mark", "windows", "windows dash", "semicolons", "capital header and a column more"],
)
def test_any_usual_encoding_and_shape_of_csv_is_read(
    tmp_path: Path, harbor: Coalition, content: bytes, name: str
) -> None:
    load(tables(tmp_path, organizations=content.replace(b"%s", ORG.encode())), harbor)
    assert Organization.objects.get().name == name


def test_utf_16_is_read(tmp_path: Path, harbor: Coalition) -> None:
    load(tables(tmp_path, organizations=f"id,name,description\n{ORG},Casa Niña,x\n".encode("utf-16")), harbor)
    assert Organization.objects.get().name == "Casa Niña"


def test_a_row_with_too_many_or_too_few_cells_is_named(tmp_path: Path, harbor: Coalition) -> None:
    rows = f"id,name,description\n{uuid4()},Harbor, Inc.,Care\n{ORG},Lake,Care\n{uuid4()},Short\n"
    report = load(tables(tmp_path, organizations=rows), harbor)
    assert Organization.objects.get().name == "Lake"
    assert [(each.row, each.effect) for each in report.troubles] == [("2", Effect.LEFT_OUT), ("4", Effect.LEFT_OUT)]


def test_the_same_id_twice_with_different_names_keeps_the_first_and_says_so(tmp_path: Path, harbor: Coalition) -> None:
    rows = f"id,name,description\n{ORG},Harbor,Care\n{ORG},Lake,Care\n"
    report = load(tables(tmp_path, organizations=rows), harbor)
    assert Organization.objects.get().name == "Harbor"
    assert told(report) == [("organizations.csv", "3", "name", "kept")]


def test_duplicated_keys_in_json_keep_the_first(tmp_path: Path, harbor: Coalition) -> None:
    file = tmp_path / "organization.json"
    file.write_text(f'{{"id": "{ORG}", "name": "Harbor", "name": "Lake", "description": "Care"}}')
    report = load(file, harbor)
    assert Organization.objects.get().name == "Harbor"
    assert told(report) == [("organization.json", "", "name", "kept")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "42",
        "not json at all",
        '{"contents": [1, "two", null, [3]]}',
        f'{{"id": "{ORG}", "name": {{"first": "x"}}}}',
        f'[{{"id": "{ORG}", "name": "cut',
        "[" * 100_000,
        f'[{{"id": "{ORG}", "name": "\\ud800\\u0000", "year_incorporated": 1e999}}]',
        f'[{{"id": {"9" * 6000}}}]',
        '{"organizations.csv": {"id": 1}}',
        f'{{"organizations.csv": [{{"id": "{ORG}", "name": ["x"]}}]}}',
        f'{{"id": "{ORG}", "name": 1e999, "phones": "555", "contacts": [[]]}}',
    ],
)
def test_no_json_text_breaks_the_loader(tmp_path: Path, harbor: Coalition, text: str) -> None:
    file = tmp_path / "organizations.json"
    file.write_text(text)
    report = load(file, harbor)
    assert report.changed_nothing
    assert report.troubles or text == "[]" or not text.strip() or report.tallies


def test_a_file_cut_short_keeps_what_came_before(tmp_path: Path, harbor: Coalition) -> None:
    whole = json.dumps([{"id": str(uuid4()), "name": f"House {number}", "description": "x"} for number in range(50)])
    file = tmp_path / "organizations.json"
    file.write_text(whole[: len(whole) // 2])
    report = load(file, harbor)
    assert 20 <= Organization.objects.count() <= 25
    assert report.troubles[0].row.startswith("[2")
    assert report.left_out == 1


def test_a_file_larger_than_a_chunk_is_walked_item_by_item(tmp_path: Path, harbor: Coalition) -> None:
    items = ({"id": str(uuid4()), "name": f"House {n}", "description": "y" * 5000} for n in range(600))
    file = tmp_path / "organizations.json"
    file.write_text('{"total_items": 600, "contents": [' + ",\n".join(map(json.dumps, items)) + "]}")
    assert load(file, harbor).tallies["organization"].added == 600


def test_one_object_a_line_is_read_too(tmp_path: Path, harbor: Coalition) -> None:
    file = tmp_path / "organizations.jsonl"
    file.write_text("\n".join(json.dumps({"id": str(uuid4()), "name": f"House {n}"}) for n in range(3)))
    assert load(file, harbor).tallies["organization"].added == 3


def test_a_line_that_is_broken_is_named_and_the_next_one_is_read(tmp_path: Path, harbor: Coalition) -> None:
    file = tmp_path / "organizations.ndjson"
    good = json.dumps({"id": ORG, "name": "Harbor", "description": "x"})
    last = json.dumps({"id": OTHER, "name": "Lake", "description": "x"})
    file.write_text(f'{good}\n{{"id": "{SERVICE}", "name": "cut\n[1, 2]\n\n{"[" * 100_000}\n{last}')
    report = load(file, harbor)
    assert sorted(Organization.objects.values_list("name", flat=True)) == ["Harbor", "Lake"]
    assert told(report) == [("organizations.ndjson", row, "", "row left out") for row in ("2", "3", "5")]
    assert report.left_out == 3


def test_what_is_given_one_object_a_line_loads_as_it_was(tmp_path: Path, harbor: Coalition) -> None:
    load(shelter(tmp_path), harbor)
    out = tmp_path / "out"
    out.mkdir()
    assert write_ndjson(out, coalition=harbor) == {"organizations": 1}
    assert [len(file.read_text().splitlines()) for file in sorted(out.iterdir())] == [1, 0, 0]
    assert load(out, harbor).changed_nothing


def test_another_coalitions_rows_are_left_alone(tmp_path: Path, harbor: Coalition) -> None:
    lake = Coalition.objects.create(name="Lake County", state="OH", county="Lake")
    tables(tmp_path, organizations=ORGANIZATIONS)
    load(tmp_path, harbor)
    tables(tmp_path, organizations=ORGANIZATIONS.replace("Harbor", "Lake"))
    report = load(tmp_path, lake)
    assert report.tallies["organization"].left_out == 1
    assert Organization.objects.get().name == "Harbor Recovery"


def test_a_program_row_of_another_coalition_cannot_be_renamed(tmp_path: Path, harbor: Coalition) -> None:
    lake = Coalition.objects.create(name="Lake County", state="OH", county="Lake")
    theirs = Organization.objects.create(coalition=lake, name="Lakeside")
    Program.objects.create(pk=PROGRAM, organization=theirs, name="Detox")
    programs = f"id,organization_id,name,description\n{PROGRAM},{ORG},Ours now,x\n"
    load(tables(tmp_path, organizations=ORGANIZATIONS, programs=programs), harbor)
    assert Program.objects.get().name == "Detox"


def shelter(folder: Path) -> Path:
    return tables(
        folder,
        organizations=ORGANIZATIONS,
        services=f"id,organization_id,name,status\n{SERVICE},{ORG},Safe house,active\n",
        locations="id,location_type,name,latitude,longitude,external_identifier\n"
        f"{PLACE},physical,Elm house,40,-83,77\n",
        service_at_location=f"id,service_id,location_id\n{uuid4()},{SERVICE},{PLACE}\n",
        addresses=f"id,location_id,address_1,city,state_province,postal_code,country,address_type\n"
        f"{uuid4()},{PLACE},12 Elm,Harbor,OH,43000,US,physical\n",
        phones=f"id,location_id,service_id,number\n{uuid4()},{PLACE},,555-0199\n{uuid4()},,{SERVICE},555-0100\n",
    )


def test_a_violence_programs_place_is_confidential_from_the_start_and_never_given(
    tmp_path: Path, harbor: Coalition
) -> None:
    Organization.objects.create(pk=ORG, coalition=harbor, name="Harbor", kind="dv_program")
    load(shelter(tmp_path), harbor)
    assert Location.objects.get().confidential
    [given] = give.services(Service.objects.all())
    text = json.dumps(given)
    for secret in ("Elm", "43000", "-83", '"77"', "555-0199"):
        assert secret not in text
    assert "555-0100" in text, "the service's own line is still published"


def test_a_confidential_place_stays_so_when_it_is_loaded_again(tmp_path: Path, harbor: Coalition) -> None:
    load(shelter(tmp_path), harbor)
    Location.objects.update(confidential=True)
    load(tmp_path, harbor)
    assert Location.objects.get().confidential


def test_facts_for_matching_come_in_beside_hsds(tmp_path: Path, harbor: Coalition) -> None:
    tables(
        tmp_path,
        organizations=ORGANIZATIONS,
        services=f"id,organization_id,name,status\n{SERVICE},{ORG},Doses,active\n",
        fit="service_id,category,accepts_pregnant,offers_moud,children_may_stay,children_to_age,counties,payers\n"
        f"{SERVICE},medication_treatment,yes,methadone;buprenorphine,no,,Harbor;Lake,medicaid\n"
        f"{SERVICE},,maybe,heroin,,,,\n"
        f"{OTHER},,yes,,,,,\n",
    )
    report = load(tmp_path, harbor)
    service = Service.objects.get()
    assert (service.category, service.accepts_pregnant, service.offers_moud, service.counties) == (
        "medication_treatment",
        True,
        ["methadone", "buprenorphine"],
        ["Harbor", "Lake"],
    )
    assert told(report) == [
        ("fit.csv", "3", "accepts_pregnant", "field left blank"),
        ("fit.csv", "3", "offers_moud", "field left blank"),
        ("fit.csv", "3", "service_id", "row left out"),
        ("fit.csv", "4", "service_id", "row left out"),
    ]
    assert load(tmp_path, harbor).changed_nothing


def test_languages_of_a_service_become_something_to_match_on(tmp_path: Path, harbor: Coalition) -> None:
    tables(
        tmp_path,
        organizations=ORGANIZATIONS,
        services=f"id,organization_id,name,status\n{SERVICE},{ORG},Doses,active\n",
        languages=f"id,service_id,name,code\n{uuid4()},{SERVICE},Spanish,es\n{uuid4()},{SERVICE},Somali,so\n",
    )
    load(tmp_path, harbor)
    assert Service.objects.get().language_codes == ["es", "so"]


def test_the_report_reads_well_and_never_repeats_a_value(tmp_path: Path, harbor: Coalition) -> None:
    services = f"id,organization_id,name,status\nsecret-value,{ORG},Doses,active\n"
    report = load(tables(tmp_path, organizations=ORGANIZATIONS, services=services), harbor)
    text = "\n".join(report.lines())
    assert "services.csv, row 2, id: it is not a UUID" in text
    assert "secret-value" not in text + report.as_json()
    assert json.loads(report.as_json())["tables"]["organization"]["added"] == 1


def test_phones_of_several_parents_are_one_row(tmp_path: Path, harbor: Coalition) -> None:
    phone = {"id": str(uuid4()), "number": "555-0100"}
    nested = {
        "id": ORG,
        "name": "Harbor",
        "description": "x",
        "phones": [phone],
        "services": [{"id": SERVICE, "name": "Doses", "status": "active", "phones": [phone]}],
    }
    file = tmp_path / "organization.json"
    file.write_text(json.dumps(nested))
    load(file, harbor)
    row = Phone.objects.get()
    assert (str(row.organization_id), str(row.service_id)) == (ORG, SERVICE)
