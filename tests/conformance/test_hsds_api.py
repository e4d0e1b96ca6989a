"""The read API holds to HSDS 3.0 on every page, for tidy directories and for those that publishers really send."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import jsonschema_rs
import pytest
from django.test import Client

from kinbridge.directory.models import Coalition, Organization, Service, software
from kinbridge.exchange.actions import load_directory
from kinbridge.exchange.hsds.published import Schemas
from kinbridge.exchange.hsds.tables import BY_NAME
from tests.conformance.test_hsds import AT, EXAMPLES, HSDS, example

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not EXAMPLES.is_dir(), reason="HSDS_SCHEMAS names no HSDS 3.0 folder"),
]
LISTS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return Schemas(HSDS)


def page_schema() -> Any:
    """What HSDS says of a page, around items that are checked on their own. It requires nothing; we give it all."""
    page = json.loads((HSDS / "schema" / "openapi.json").read_text("utf-8"))["components"]["schemas"]["Page"]
    return jsonschema_rs.validator_for(page | {"required": [*page["properties"], "contents"]})


def county() -> Coalition:
    return Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")


def pages(client: Client, address: str, size: int) -> Iterator[dict[str, Any]]:
    number = 1
    while True:
        page = client.get(address, {"per_page": size, "page": number}).json()
        yield page
        if page["last_page"]:
            return
        number += 1


def untidy() -> None:
    """Rows with as little as can be loaded, and with addresses that are none."""
    coalition = county()
    for number in range(7):
        house = Organization.objects.create(
            id=UUID(int=100 + number), coalition=coalition, name=f"House {number}", website="www.house.example/a b"
        )
        Service.objects.create(
            id=UUID(int=200 + number),
            coalition=coalition,
            organization=house,
            name="Help",
            url="house.example/ä",
            email="ask at the desk",
        )


def valid(schemas: Schemas, client: Client, size: int) -> int:
    """Walks every page of every list, and opens each of its rows; the answer is how many rows were seen."""
    seen, shape = 0, page_schema()
    for name, table in LISTS.items():
        for page in pages(client, f"/hsds/{name}", size):
            assert shape.is_valid(page), (name, list(shape.iter_errors(page)))
            assert page["size"] == len(page["contents"]) <= size
            for row in page["contents"]:
                whole = client.get(f"/hsds/{name}/{row['id']}").json()
                for tree in (row, whole):
                    assert list(schemas.troubles(BY_NAME[table], tree)) == [], (name, tree)
                seen += 1
    return seen


@pytest.mark.parametrize("file", ["csv", "service_at_location_full.json", "organization_full.json"])
def test_every_page_of_a_published_example_is_valid(schemas: Schemas, client: Client, file: str) -> None:
    load_directory(path=EXAMPLES / file, by=software(county()), at=AT)
    assert valid(schemas, client, 1) >= 3


def test_every_page_of_an_untidy_directory_is_valid_too(schemas: Schemas, client: Client) -> None:
    untidy()
    assert valid(schemas, client, 3) == 14


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("service_full.json", "services"),
        ("organization_full.json", "organizations"),
        ("service_at_location_full.json", "service_at_locations"),
        ("taxonomy_term.json", "taxonomy_terms"),
        ("taxonomy.json", "taxonomies"),
    ],
)
def test_a_published_example_is_read_back_as_it_was_sent(client: Client, file: str, address: str) -> None:
    load_directory(path=EXAMPLES / file, by=software(county()), at=AT)
    sent = example(file)
    assert client.get(f"/hsds/{address}/{sent['id']}").json() == sent


def test_a_list_reads_as_the_published_example_of_that_list(client: Client) -> None:
    load_directory(path=EXAMPLES / "service_list.json", by=software(county()), at=AT)
    assert client.get("/hsds/services").json()["contents"] == example("service_list.json")["contents"]


def test_the_root_says_which_version_this_is(client: Client) -> None:
    assert client.get("/hsds/").json()["version"] == example("base.json")["version"] == "3.0"
