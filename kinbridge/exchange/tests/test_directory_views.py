"""The read API: three views of one record, filters and pages, and a place that nobody may learn of by any of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.directory.models import (
    Address,
    Attribute,
    Capacity,
    Coalition,
    Contact,
    Location,
    Membership,
    Metadata,
    Organization,
    Phone,
    Program,
    Schedule,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from kinbridge.exchange.hsds import give
from kinbridge.exchange.hsds.folder import write_json, write_ndjson, write_tables

pytestmark = pytest.mark.django_db
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
TOKEN = re.compile("[A-Za-z0-9]{64}")
ELM = {"latitude": 44.26, "longitude": -72.58}
OAK = {"latitude": 44.95, "longitude": -73.10}

SECRETS = ("Elm", "Montpelier", "44.26", "blue door", str(UUID(int=900)), str(UUID(int=901)))
"""The last two are ids; its own administrator's page holds one, in the form that would show the place."""


@pytest.fixture
def harbor() -> Coalition:
    return Coalition.objects.create(name="Harbor", state="VT", county="Harbor")


def house(harbor: Coalition, number: int = 1, **facts: Any) -> Service:
    organization = Organization.objects.create(
        id=UUID(int=number), coalition=harbor, name=f"House {number}", kind="dv_program"
    )
    program = Program.objects.create(id=UUID(int=number), organization=organization, name="Beds")
    return Service.objects.create(
        id=UUID(int=number), coalition=harbor, organization=organization, program=program, name="Safe beds", **facts
    )


def place(of: Service, *, confidential: bool = False, **where: Any) -> Location:
    location = Location.objects.create(
        id=UUID(int=900), coalition_id=of.coalition_id, organization=of.organization, confidential=confidential, **where
    )
    ServiceAtLocation.objects.create(
        id=UUID(int=901), coalition_id=of.coalition_id, service=of, location=location, description="The blue door"
    )
    return location


def two_places(harbor: Coalition) -> None:
    for number in (1, 2):
        service = house(harbor, number)
        where = Location.objects.create(coalition=harbor, organization=service.organization, name=f"Door {number}")
        ServiceAtLocation.objects.create(coalition=harbor, service=service, location=where)


def shelter(harbor: Coalition, street: str = "12 Elm Street", **where: Any) -> Service:
    """A service whose only place is confidential, with everything hanging on the place by which one might find it."""
    service = house(harbor)
    hidden = place(service, confidential=True, name=f"Behind {street}", **(where or ELM))
    mine = {"coalition": harbor, "location": hidden}
    at = ServiceAtLocation.objects.get()
    Address.objects.create(
        **mine, address_1=street, city="Montpelier", state_province="VT", postal_code="05601", country="US"
    )
    contact = Contact.objects.create(**mine, service=service, name=f"Keeper of {street}")
    Phone.objects.create(**mine, service=service, number=f"at {street}")
    Phone.objects.create(coalition=harbor, service=service, contact=contact, number=f"call {street}")
    Phone.objects.create(coalition=harbor, service=service, service_at_location=at, number=f"ring {street}")
    Schedule.objects.create(coalition=harbor, service=service, service_at_location=at, description=f"Near {street}")
    term = TaxonomyTerm.objects.create(id=UUID(int=77), coalition=harbor, name="Shelter")
    for row in (hidden, at):
        Attribute.objects.create(
            coalition=harbor, link_id=row.pk, link_entity="location", taxonomy_term=term, value=street
        )
        Metadata.objects.create(
            coalition=harbor,
            resource_id=row.pk,
            resource_type="location",
            last_action_date="2026-01-01",
            replacement_value=street,
        )
    return service


def someone(program: Program, role: Role = Role.NAVIGATOR, name: str = "nell") -> Client:
    user = User.objects.create(username=name, email=f"{name}@example.org")
    Membership.objects.create(user=user, program=program, role=role, since="2020-01-01")
    client = Client()
    client.force_login(user)
    return client


def contents(client: Client, address: str, **query: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = client.get(f"/hsds/{address}", query).json()["contents"]
    return listed


# ── a place that is kept secret ──────────────────────────────────────────────


def everything(client: Client, *, view: str) -> dict[str, str]:
    """All that the read API and the pages of services tell this reader."""
    addresses = [f"/hsds/{name}?full={full}&view={view}" for name in LISTS for full in ("true", "false")]
    addresses += [f"/hsds/{name}/{UUID(int=1)}?view={view}" for name in ("services", "organizations")]
    addresses += [f"/hsds/service_at_locations/{UUID(int=901)}?view={view}"]
    addresses += [f"/hsds/service_at_locations?postcode=05601&view={view}"]
    addresses += [
        f"/hsds/service_at_locations?postcode=0{number}&proximity=20000&view={view}" for number in (5601, 5478)
    ]
    addresses += [f"/hsds/services?search={word}&view={view}" for word in ("Elm", "Oak", "blue")]
    if view != "public":
        one = UUID(int=1)
        addresses += [f"/services/{one}/", f"/services/organizations/{one}/", f"/services/programs/{one}/"]
        addresses += [f"/services/?zip={code}&miles=25" for code in ("05602", "05478")]
    return {address: TOKEN.sub("", client.get(address).content.decode()) for address in addresses}


@pytest.mark.parametrize("who", ["public", "partner", "inner"])
def test_where_a_confidential_place_is_changes_nothing_that_anybody_reads(harbor: Coalition, who: str) -> None:
    service = shelter(harbor)
    other = house(harbor, 2)
    place_of_other = Location.objects.create(
        coalition=harbor, organization=other.organization, latitude=44.3, longitude=-72.6
    )
    ServiceAtLocation.objects.create(coalition=harbor, service=other, location=place_of_other)
    client = {
        "public": Client(),
        "partner": someone(other.program, name="kim"),  # type: ignore[arg-type]
        "inner": someone(service.program, Role.ADMINISTRATOR),  # type: ignore[arg-type]
    }[who]
    at_elm = everything(client, view=who)
    Location.objects.filter(confidential=True).update(name="Behind 9 Oak Road", **OAK)
    Address.objects.update(address_1="9 Oak Road", city="Saint Albans", postal_code="05478")
    assert everything(client, view=who) == at_elm
    for address, text in at_elm.items():
        for secret in SECRETS[: None if address.startswith("/hsds/") else -2]:
            assert secret not in text, (address, secret)


@pytest.mark.parametrize("write", [write_tables, write_json, write_ndjson])
def test_no_file_that_is_given_away_tells_of_it_or_of_what_is_not_public(
    harbor: Coalition, tmp_path: Path, write: Callable[..., Any]
) -> None:
    service = shelter(harbor)
    contact = Contact.objects.create(coalition=harbor, service=service, name="Only ours", shown_to="inner")
    Phone.objects.create(coalition=harbor, service=service, contact=contact, number="her own line")
    Phone.objects.create(coalition=harbor, service=service, number="555-0100")
    write(tmp_path, coalition=harbor)
    told = "".join(file.read_text() for file in tmp_path.iterdir())
    assert "555-0100" in told
    for secret in (*SECRETS, "Only ours"):
        assert secret not in told


def test_the_same_place_is_told_when_it_is_not_confidential(harbor: Coalition) -> None:
    """What is not told above is not told because it is hidden, not because it is never told."""
    shelter(harbor)
    Location.objects.update(confidential=False)
    [told] = contents(Client(), "service_at_locations", postcode="05601", full="true")
    assert told["location"]["addresses"][0]["address_1"] == "12 Elm Street"
    assert told["description"] == "The blue door"
    assert contents(Client(), "service_at_locations", postcode="05602", proximity=20000)[0]["id"] == told["id"]
    assert contents(Client(), "service_at_locations", postcode="05478", proximity=2000) == []


# ── three views ──────────────────────────────────────────────────────────────


@pytest.fixture
def open_house(harbor: Coalition) -> Service:
    service = house(harbor)
    for shown_to in ("public", "partner", "inner"):
        Phone.objects.create(coalition=harbor, service=service, number=f"{shown_to} line", shown_to=shown_to)
        Contact.objects.create(coalition=harbor, service=service, name=f"{shown_to} person", shown_to=shown_to)
    Capacity.objects.create(coalition=harbor, program=service.program, open_slots=2, total_slots=8, stated_at=now())
    return service


def lines(client: Client, service: Service, view: str) -> list[str]:
    told = client.get(f"/hsds/services/{service.pk}", {"view": view}).json()
    return sorted(phone["number"] for phone in told["phones"]) + sorted(person["name"] for person in told["contacts"])


def test_anyone_reads_the_public_view_and_no_other(open_house: Service) -> None:
    assert lines(Client(), open_house, "public") == ["public line", "public person"]
    for view in ("partner", "inner"):
        answer = Client().get(f"/hsds/services/{open_house.pk}", {"view": view})
        assert answer.status_code == 403
        assert "Only the coalition's partners" in answer.json()["error"]


def test_a_parent_reads_the_public_view(open_house: Service) -> None:
    parent = someone(open_house.program, Role.PARENT)  # type: ignore[arg-type]
    assert parent.get("/hsds/services", {"view": "partner"}).status_code == 403
    assert lines(parent, open_house, "public") == ["public line", "public person"]


def test_a_partner_reads_more_and_the_own_organization_all(harbor: Coalition, open_house: Service) -> None:
    partner = someone(house(harbor, 2).program, name="kim")  # type: ignore[arg-type]
    own = someone(open_house.program)  # type: ignore[arg-type]
    two = ["partner line", "public line", "partner person", "public person"]
    three = ["inner line", "partner line", "public line", "inner person", "partner person", "public person"]
    assert lines(partner, open_house, "public") == ["public line", "public person"]
    assert lines(partner, open_house, "partner") == lines(partner, open_house, "inner") == two
    assert lines(own, open_house, "partner") == two
    assert lines(own, open_house, "inner") == three


def test_another_coalitions_partner_is_the_public(open_house: Service) -> None:
    lake = Coalition.objects.create(name="Lake", state="VT", county="Lake")
    stranger = someone(house(lake, 3).program)  # type: ignore[arg-type]
    assert lines(stranger, open_house, "inner") == ["public line", "public person"]
    assert "capacities" not in stranger.get(f"/hsds/services/{open_house.pk}?view=inner").json()


def test_partners_read_open_places_with_their_age_and_no_number_that_is_stale(
    harbor: Coalition, open_house: Service
) -> None:
    partner = someone(house(harbor, 2).program)  # type: ignore[arg-type]
    assert "capacities" not in partner.get(f"/hsds/services/{open_house.pk}").json()
    [told] = partner.get(f"/hsds/services/{open_house.pk}?view=partner").json()["capacities"]
    assert (told["available"], told["maximum"], told["description"]) == (2, 8, "For anyone, stated today.")
    Capacity.objects.update(stated_at=now() - timedelta(days=15))
    [told] = partner.get(f"/hsds/services/{open_house.pk}?view=partner").json()["capacities"]
    assert told["description"] == "For anyone: not known now; stated 15 days ago."
    assert "available" not in told


# ── pages, filters, copies ───────────────────────────────────────────────────


def test_pages_hold_every_row_once_and_then_are_empty(harbor: Coalition) -> None:
    for number in range(1, 8):
        house(harbor, number)
    read = [client_page(number) for number in (1, 2, 3, 4)]
    assert [(page["size"], page["first_page"], page["last_page"], page["empty"]) for page in read] == [
        (3, True, False, False),
        (3, False, False, False),
        (1, False, True, False),
        (0, False, True, True),
    ]
    assert {page["total_items"] for page in read} == {7}
    assert {page["total_pages"] for page in read} == {3}
    assert len({row["id"] for page in read for row in page["contents"]}) == 7


def client_page(number: int) -> dict[str, Any]:
    page: dict[str, Any] = Client().get("/hsds/services", {"page": number, "per_page": 3}).json()
    return page


def test_filters_by_organization_status_words_term_and_date(harbor: Coalition) -> None:
    one = house(harbor, 1, description="Beds for mothers", last_modified="2026-03-01T00:00:00Z")
    two = house(harbor, 2, status="inactive")
    taxonomy = Taxonomy.objects.create(coalition=harbor, name="Needs")
    term = TaxonomyTerm.objects.create(coalition=harbor, name="Housing", taxonomy_detail=taxonomy)
    child = TaxonomyTerm.objects.create(coalition=harbor, name="Shelter", taxonomy_detail=taxonomy, parent_id=term.pk)
    Attribute.objects.create(coalition=harbor, link_id=two.pk, link_entity="service", taxonomy_term=term)

    def found(name: str = "services", **query: Any) -> list[str]:
        return [row["id"] for row in contents(Client(), name, **query)]

    assert found(organization_id=one.organization_id) == [str(one.pk)]
    assert found(status="inactive") == [str(two.pk)]
    assert found(search="mothers") == [str(one.pk)]
    assert found(taxonomy_term_id=term.pk) == found(taxonomy_id=taxonomy.pk) == [str(two.pk)]
    assert found(modified_after="2026-02-01T00:00:00Z") == [str(one.pk)]
    assert found(modified_after="2026-03-02") == []
    assert found("taxonomy_terms", top_only="true") == [str(term.pk)]
    assert found("taxonomy_terms", parent_id=term.pk) == [str(child.pk)]
    assert found("organizations", search="house 2") == [str(two.organization_id)]
    assert contents(Client(), "services", minimal="true")[0] == {
        "id": str(one.pk),
        "modified_date": "2026-03-01T00:00:00Z",
    }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("page=0", "Write a number from 1 to"),
        ("page=two", "Write a number from 1 to"),
        ("per_page=101", "Write a number from 1 to 100."),
        ("organization_id=7", "Write the UUID of a row."),
        ("modified_after=spring", "Write it as 2026-03-16T14:30:00Z."),
        ("full=perhaps", "Write true or false."),
        ("view=everything", "One of: public, partner, inner."),
        ("format=xml", "given as json"),
        ("postcode=1&proximity=5", "Write a ZIP code"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_said(query: str, said: str) -> None:
    answer = Client().get(f"/hsds/service_at_locations?{query}")
    assert answer.status_code == 400
    assert said in answer.json()["error"]


def test_all_of_it_line_by_line_is_what_the_pages_hold(harbor: Coalition) -> None:
    two_places(harbor)
    client = Client()
    for name in LISTS:
        stream = client.get(f"/hsds/{name}?format=ndjson&full=true")
        assert stream["Content-Type"] == "application/x-ndjson"
        lines = [json.loads(line) for line in b"".join(stream.streaming_content).splitlines()]
        assert lines == contents(client, name, full="true")
        known = {"If-None-Match": stream["ETag"]}
        assert client.get(f"/hsds/{name}?format=ndjson&full=true", headers=known).status_code == 304


def test_while_one_reads_all_of_it_the_next_is_asked_to_wait(harbor: Coalition) -> None:
    house(harbor)
    first = Client().get("/hsds/services?format=ndjson")
    second = Client().get("/hsds/services?format=ndjson")
    assert (second.status_code, second["Retry-After"]) == (503, "60")
    assert "Somebody else reads all of it" in second.json()["error"]
    assert len(b"".join(first.streaming_content).splitlines()) == 1
    third = Client().get("/hsds/services?format=ndjson")
    assert len(b"".join(third.streaming_content).splitlines()) == 1


def test_a_place_that_becomes_confidential_meanwhile_is_in_no_later_line(
    harbor: Coalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(give, "AT_ONCE", 1)
    two_places(harbor)
    stream = Client().get("/hsds/service_at_locations?format=ndjson&full=true")
    lines = iter(stream.streaming_content)
    assert b"Door" in next(lines)
    Location.objects.update(confidential=True)
    assert b"".join(lines) == b""


def test_a_reader_with_a_copy_is_told_that_nothing_changed_until_something_did(harbor: Coalition) -> None:
    service, client = house(harbor), Client()
    first = client.get("/hsds/services")
    again = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/hsds/services", headers=again).status_code == 304
    assert client.get("/hsds/services", headers={"If-None-Match": first["ETag"]}).status_code == 304
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_change SET at = at - interval '1 minute'")
    older = {"If-Modified-Since": client.get("/hsds/services")["Last-Modified"]}
    place(service)  # something that hangs on the service, by whatever way it was changed
    changed = client.get("/hsds/services", headers=older)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_nothing_is_written_and_what_is_not_there_is_said(harbor: Coalition) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)("/hsds/services").status_code == 405
    for name in LISTS:
        answer = Client().get(f"/hsds/{name}/{UUID(int=5)}")
        assert (answer.status_code, json.loads(answer.content)) == (404, {"error": "There is no such row here."})
