from __future__ import annotations

from datetime import date, timedelta

import pytest
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
    Phone,
    Program,
    Service,
    ServiceAtLocation,
    Viewer,
)
from kinbridge.directory.tests.browsing import browser

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
    answer = browser(someone(house)).get(f"/services/?{query}")
    assert answer.status_code == 200
    assert "usa-error-message" in answer.content.decode()


def test_near_a_zip_code_the_nearest_comes_first_and_the_miles_are_said(house):
    for name, latitude in (("Far away", 40.5), ("Close by", 39.97)):
        service = offered(house)
        service.name = name
        service.save()
        place = Location.objects.create(coalition=house.organization.coalition, latitude=latitude, longitude=-83.0)
        ServiceAtLocation.objects.create(coalition=house.organization.coalition, service=service, location=place)
    client = browser(someone(house))
    page = client.get("/services/", {"zip": "43215", "miles": "50"}).content.decode()
    assert page.index("Close by") < page.index("Far away")
    assert "About 37 miles away." in page
    assert (
        "Far away"
        not in client.get("/services/", {"zip": "43215", "miles": "10"}).content.decode().split("Close, but")[0]
    )
    assert "This is no ZIP code" in client.get("/services/", {"zip": "00000"}).content.decode()


def test_long_lists_come_in_pages_and_htmx_gets_only_the_piece(house):
    organization = house.organization
    Service.objects.bulk_create(
        Service(coalition=organization.coalition, organization=organization, name=f"Service {n:03}") for n in range(45)
    )
    client = browser(someone(house))
    first = client.get("/services/").content.decode()
    assert "Service 019" in first
    assert "Service 020" not in first
    third = client.get("/services/", {"page": "3"}, headers={"HX-Request": "true"}).content.decode()
    assert "Service 044" in third
    assert "<html" not in third
    for odd in ("0", "-1", "x", "9999999999", "٣"):
        assert client.get("/services/", {"page": odd}).status_code == 200


def test_an_organizations_page_lists_what_it_runs(house):
    service = offered(house)
    Phone.objects.create(coalition=house.organization.coalition, organization=house.organization, number="555-0100")
    page = browser(someone(house)).get(f"/services/organizations/{house.organization_id}/").content.decode()
    for words in ("Lantern House", "Shelter", service.name, "555-0100"):
        assert words in page


def test_the_staff_state_whom_a_service_fits_and_a_blank_stays_unsaid(house):
    service = offered(house)
    client = browser(someone(house))
    given = {
        "category": "domestic_violence",
        "accepts_pregnant": "True",
        "children_may_stay": "False",
        "offers_moud": ["none"],
        "language_codes": "en, es",
        "counties": "Harbor",
    }
    assert client.get(f"/services/{service.pk}/fit/").status_code == 200
    assert client.post(f"/services/{service.pk}/fit/", given).status_code == 302
    service.refresh_from_db()
    assert (service.accepts_pregnant, service.children_may_stay, service.accepts_moud) == (True, False, None)
    assert (service.offers_moud, service.language_codes, service.payers) == ([], ["en", "es"], None)
    wrong = given | {"children_from_age": "9", "children_to_age": "2"}
    assert client.post(f"/services/{service.pk}/fit/", wrong).status_code == 400
    assert 'value="none"' in client.get(f"/services/{service.pk}/fit/").content.decode()


def test_nobody_else_states_whom_a_service_fits(house):
    service = offered(house)
    other = Program.objects.create(
        organization=Organization.objects.create(coalition=house.organization.coalition, name="Elsewhere"),
        name="Pantry",
    )
    client = browser(someone(other, name="otis"))
    assert client.get(f"/services/{service.pk}/fit/").status_code == 403
    assert client.post(f"/services/{service.pk}/fit/", {"category": "food"}).status_code == 403


def test_an_administrator_hides_a_place_in_one_step(house):
    place = Location.objects.create(
        coalition=house.organization.coalition, organization=house.organization, name="Elm Street house"
    )
    address = f"/services/locations/{place.pk}/confidential/"
    page = f"/services/organizations/{house.organization_id}/"
    assert browser(someone(house)).post(address).status_code == 403
    admin = browser(someone(house, Role.ADMINISTRATOR, "ada"))
    assert "Elm Street house" in admin.get(page).content.decode()
    assert admin.post(address, {"hide": "yes"}).status_code == 302
    hidden = admin.get(page).content.decode()
    assert "Elm Street house" not in hidden
    assert "A confidential place" in hidden


def test_another_coalitions_pages_are_not_there(house):
    away = Coalition.objects.create(name="Lake", state="VT", county="Lake")
    theirs = Organization.objects.create(coalition=away, name="Lakeside")
    service = Service.objects.create(coalition=away, organization=theirs, name="Detox")
    client = browser(someone(house))
    for page in (f"/services/organizations/{theirs.pk}/", f"/services/{service.pk}/", f"/services/{service.pk}/fit/"):
        assert client.get(page).status_code == 404


def test_a_services_page_says_how_it_stands_to_what_was_asked_with_the_law(house):
    service = offered(house, accepts_pregnant=True, accepts_moud=False)
    page = browser(someone(house)).get(f"/services/{service.pk}/?pregnant=on&stays_on_moud=on").content.decode()
    assert "It takes people who are pregnant." in page
    assert "45 CFR 96.131" in page
    assert "People may not stay on their medication for opioid use disorder." in page
    assert "It does not fit" in page


def test_what_does_not_fit_is_listed_in_full_by_its_first_reason(house):
    for name, sex in (("Men's house", "male"), ("Another men's house", "male"), ("Women's house", "female")):
        Service.objects.filter(pk=offered(house, sex=sex).pk).update(name=name)
    client = browser(someone(house))
    assert "2 services do not fit: see why" in client.get("/services/?pregnant=on").content.decode()
    page = client.get("/services/do-not-fit/?pregnant=on&by=nonsense&page=9999").content.decode()
    assert "For women only, or for men only: 2" in page
    page = client.get("/services/do-not-fit/?pregnant=on").content.decode()
    assert page.count("It serves men only.") == 2
    assert "Women&#x27;s house" not in page


def test_a_practice_whose_rating_moved_shows_both_with_their_dates(house):
    client = browser(someone(house))
    page = client.get("/services/evidence/abc_infant/").content.decode()
    assert "Its rating moved: “Not shown yet” in 2020, “Strong evidence” in 2025." in page
    assert "Confirm locally" in page
    assert "Parents as Teachers" in client.get("/services/evidence/?point=2").content.decode()
    assert client.get("/services/evidence/nothing/").status_code == 404


def test_a_service_that_ended_is_found_no_more(house):
    service = offered(house)
    client = browser(someone(house))
    assert "1 service<" in client.get("/services/").content.decode()
    other = Program.objects.create(organization=house.organization, name="Pantry")
    assert (
        browser(someone(other, name="otis")).post(f"/services/{service.pk}/status/", {"status": "defunct"}).status_code
        == 403
    )
    assert client.post(f"/services/{service.pk}/status/", {"status": "gone"}).status_code == 400
    assert client.post(f"/services/{service.pk}/status/", {"status": "defunct"}).status_code == 302
    assert "0 services" in client.get("/services/").content.decode()


def test_the_staff_state_practice_access_and_rides_and_a_search_finds_by_them(house):
    service = offered(house, category="home_visiting")
    client = browser(someone(house))
    address = f"/services/{service.pk}/terms/"
    given = {"practice": "abc_infant", "level": "", "tribal": "", "access:wheelchair": "False", "travel:rides": "True"}
    assert client.post(address, given | {"practice": "nothing"}).status_code == 400
    assert client.post(address, given).status_code == 302
    assert 'value="abc_infant" selected' in client.get(f"/services/{service.pk}/fit/").content.decode()
    assert "this child is 14 months old" in client.get("/services/?child=14+months").content.decode()
    assert "0 services" in client.get("/services/?access=wheelchair").content.decode()
    assert "It comes to the home." in client.get("/services/?needs_ride=on").content.decode()
    other = Program.objects.create(organization=house.organization, name="Pantry")
    assert browser(someone(other, name="otis")).post(address, given).status_code == 403
    client.post(address, {})
    assert "ABC-Infant" not in client.get(f"/services/{service.pk}/").content.decode()
