from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import (
    Address,
    Capacity,
    Coalition,
    Location,
    Membership,
    Organization,
    Program,
    Service,
    ServiceAtLocation,
    Viewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Program:
    coalition = Coalition.objects.create(name="Harbor", state="VT", county="Harbor")
    organization = Organization.objects.create(
        coalition=coalition, name="Lantern House", kind=OrganizationKind.DV_PROGRAM
    )
    return Program.objects.create(organization=organization, name="Shelter")


def someone(program: Program, role: Role = Role.NAVIGATOR, name: str = "nell") -> Viewer:
    user = User.objects.create(username=name, email=f"{name}@example.org")
    return Membership.objects.create(user=user, program=program, role=role, since=date(2020, 1, 1)).viewer()


def browser(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=viewer.user_id))
    return client


def offered(program: Program, **facts: object) -> Service:
    organization = program.organization
    return Service.objects.create(
        coalition=organization.coalition, organization=organization, program=program, name="Safe beds", **facts
    )


def test_a_service_says_why_it_fits_and_why_another_does_not(house):
    offered(house, accepts_pregnant=False)
    page = browser(someone(house)).get("/services/", {"pregnant": "on"}).content.decode()
    assert "0 services" in page
    assert "Why it does not fit" in page


def test_an_old_statement_is_never_shown_as_an_open_place(house):
    Capacity.objects.create(
        coalition=house.organization.coalition, program=house, open_slots=3, stated_at=now() - timedelta(days=40)
    )
    page = browser(someone(house)).get(f"/services/programs/{house.pk}/").content.decode()
    assert "not known now" in page
    assert "3 open places" not in page


def test_one_tap_says_still_true(house):
    old = Capacity.objects.create(
        coalition=house.organization.coalition, program=house, open_slots=3, stated_at=now() - timedelta(days=40)
    )
    client = browser(someone(house))
    client.post(f"/services/capacity/{old.pk}/still-true/")
    assert "3 open places" in client.get(f"/services/programs/{house.pk}/").content.decode()
    assert Capacity.objects.count() == 2


def test_another_programs_staff_cannot_state_it_and_more_open_than_in_all_is_sent_back(house):
    other = Program.objects.create(
        organization=Organization.objects.create(
            coalition=house.organization.coalition, name="Elsewhere", kind=OrganizationKind.COMMUNITY
        ),
        name="Pantry",
    )
    address = f"/services/programs/{house.pk}/capacity/"
    given = {"population": "anyone", "open_slots": 5, "total_slots": 3}
    assert browser(someone(house)).post(address, given).status_code == 400
    assert browser(someone(other, name="otis")).post(address, given | {"total_slots": 9}).status_code == 403


def test_only_an_administrator_attests_which_laws_apply(house):
    address = f"/services/programs/{house.pk}/attest/"
    given = {"regimes": ["dv_program"], "sure": "on"}
    assert browser(someone(house)).post(address, given).status_code == 403
    admin = browser(someone(house, Role.ADMINISTRATOR, "ada"))
    assert admin.post(address, {"sure": "on"}).status_code == 400
    assert admin.post(address, given).status_code == 302
    house.refresh_from_db()
    assert house.regimes == ["dv_program"]
    assert house.attested_by.username == "ada"


def test_the_address_of_a_confidential_place_is_on_no_page(house):
    service = offered(house)
    place = Location.objects.create(coalition=house.organization.coalition, confidential=True, name="The house")
    ServiceAtLocation.objects.create(coalition=house.organization.coalition, service=service, location=place)
    Address.objects.create(
        coalition=house.organization.coalition,
        location=place,
        address_1="12 Quiet Lane",
        city="Harbor",
        state_province="VT",
        postal_code="05401",
        country="US",
        address_type="physical",
    )
    client = browser(someone(house))
    for page in (f"/services/{service.pk}/", f"/services/programs/{house.pk}/", "/services/"):
        assert "Quiet Lane" not in client.get(page).content.decode()


@pytest.mark.parametrize("query", ["children=x", "children=99", "words=%00", "moud=heroin", "payer=" + "9" * 300])
def test_a_search_that_cannot_be_read_says_so_and_still_answers(house, query):
    assert browser(someone(house)).get(f"/services/?{query}").status_code == 200
