"""A coordinator keeps the picture of the continuum; a service that ends opens its gap again; others may look."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Address, Attribute, Capacity, Service, Taxonomy, TaxonomyTerm, Viewer
from kinbridge.directory.running import set_status
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.gaps.actions import NotKept, choose_practice, fill, open_gap, state_need
from kinbridge.gaps.models import Gap
from kinbridge.gaps.reading import register
from kinbridge.gaps.rules.register import Standing

pytestmark = pytest.mark.django_db
KIND = {"category": "home_visiting", "level": "", "population": "anyone", "area": ""}


@pytest.fixture
def warm_start() -> Service:
    nurses = make.clinic(make.county(), "Visiting Nurses")
    return make.service(nurses, "Warm Start", program=make.program(nurses, "Home visits"), category="home_visiting")


def coordinator(service: Service) -> Viewer:
    return make.worker(service.program, Role.COALITION_COORDINATOR, "Grace Whitfield")


def named(by: Viewer) -> Gap:
    return open_gap(
        facts={**KIND, "title": "Help for babies", "why": "Nine of sixty", "point": 4},
        on=make.AT.date(),
        by=by,
        at=make.AT,
    )


def test_a_gap_is_closed_while_its_service_runs_and_open_again_when_it_ends(warm_start: Service) -> None:
    grace = coordinator(warm_start)
    gap = named(grace)

    def stands() -> Standing:
        return register(by=grace)[0].standing

    assert stands() is Standing.OPEN
    chosen = choose_practice(gap=gap, practice="abc_infant", fit_note="Two nurses", by=grace, at=make.AT)
    assert stands() is Standing.PLANNED
    fill(filling=chosen, service=warm_start, by=grace, at=make.AT)
    assert stands() is Standing.CLOSED
    set_status(service=warm_start, status="defunct", by=grace, at=make.AT)
    assert stands() is Standing.REOPENED
    page = browser(grace).get(f"/coalition/gaps/register/{gap.pk}/").content.decode()
    assert "Warm Start filled it and does not run any more." in page
    assert "Open again" in page


def test_a_coordinator_names_a_gap_chooses_a_practice_and_links_a_service_in_the_browser(warm_start: Service) -> None:
    client = browser(coordinator(warm_start))
    given = {**KIND, "title": "Help for babies", "why": "Nine of sixty", "point": "4"}
    assert client.post("/coalition/gaps/register/", given | {"title": ""}).status_code == 400
    address = client.post("/coalition/gaps/register/", given)["Location"]
    assert client.post(address, {"practice": "nothing", "fit_note": "x"}).status_code == 400
    chosen = {"practice": "abc_infant", "fit_note": "Two nurses could be trained by spring"}
    assert client.post(address, chosen).status_code == 302
    assert client.post(address, chosen).status_code == 400
    page = client.get(address).content.decode()
    assert "Two nurses could be trained by spring" in page
    filling = Gap.objects.get().fillings.get()
    assert client.post(f"{address}{filling.pk}/", {"service": "x"}).status_code == 400
    assert client.post(f"{address}{filling.pk}/", {"service": str(warm_start.pk)}).status_code == 302
    assert "Warm Start fills it." in client.get("/coalition/gaps/register/").content.decode()


def test_need_stands_against_the_places_that_programs_state(warm_start: Service) -> None:
    grace = coordinator(warm_start)
    Capacity.objects.create(
        coalition=warm_start.coalition, program=warm_start.program, open_slots=0, total_slots=20, stated_at=now()
    )
    facts = {**KIND, "people_low": 30, "people_high": 30, "stay_days": 365, "source": "Births", "as_of": make.AT.date()}
    state_need(facts=facts, by=grace, at=make.AT)
    client = browser(grace)
    page = client.get("/coalition/gaps/needs/").content.decode()
    assert "11 to 13 places are missing." in page
    assert "Births" in page
    wrong = facts | {"people_high": 3, "as_of": "2999-01-01"}
    assert client.post("/coalition/gaps/needs/", wrong).status_code == 400


def test_the_grid_counts_by_level_and_town_and_the_map_leaves_out_what_is_confidential(warm_start: Service) -> None:
    term = TaxonomyTerm.objects.create(
        coalition=warm_start.coalition,
        code="asam:3.5",
        name="3.5",
        taxonomy="Kinbridge",
        taxonomy_detail=Taxonomy.objects.create(coalition=warm_start.coalition, name="Kinbridge"),
    )
    for name, town, confidential in (("House", "Harrow Falls", False), ("Refuge", "Hidden Hollow", True)):
        house = make.service(warm_start.organization, name, category="residential_treatment", accepts_pregnant=True)
        where = make.place(house, confidential=confidential)
        Attribute.objects.create(coalition=house.coalition, link_id=house.pk, link_entity="service", taxonomy_term=term)
        Address.objects.create(
            coalition=house.coalition,
            location=where,
            address_1="1 Main",
            city=town,
            state_province="VT",
            postal_code="05001",
            country="US",
            address_type="physical",
        )
    client = browser(coordinator(warm_start))
    everywhere = client.get("/coalition/gaps/").content.decode()
    assert "3.5 Clinically Managed High-Intensity Residential" in everywhere
    assert "Harrow Falls" in everywhere
    drawn = client.get("/coalition/gaps/map/?category=residential_treatment").content.decode()
    assert "Harrow Falls (1)" in drawn
    assert "1 more service has no public place" in drawn
    bare = client.get("/coalition/gaps/map/?level=3.5&age=18&category=perhaps").content.decode()
    assert "Harrow Falls (0)" in bare, "nothing there is made for a child of that age"
    assert "1 town has none of these services." in bare
    assert 'href="/coalition/gaps/map/?level=3.5&amp;whom=pregnant"' in everywhere
    assert "Harrow Falls (1)" in client.get("/coalition/gaps/map/?level=3.5&whom=pregnant").content.decode()
    for page in (everywhere, drawn, bare, client.get("/coalition/gaps/?area=Hidden+Hollow").content.decode()):
        assert "Hidden Hollow" not in page


def test_a_cell_of_the_framework_keeps_every_word_and_shows_the_newest(warm_start: Service) -> None:
    client = browser(coordinator(warm_start))
    cell = "/coalition/gaps/framework/3/health/"
    for stage, note in (("1", "Planned for spring"), ("3", "Rooming-in for all")):
        assert client.post(cell, {"stage": stage, "note": note}).status_code == 302
    page = client.get(cell).content.decode()
    assert page.index("Rooming-in for all") < page.index("Planned for spring")
    assert "In place" in client.get("/coalition/gaps/framework/").content.decode()
    for nowhere in ("/coalition/gaps/framework/9/health/", "/coalition/gaps/framework/3/nothing/"):
        assert client.get(nowhere).status_code == 404


def test_others_look_and_change_nothing_and_families_have_no_page_here(warm_start: Service) -> None:
    gap = named(coordinator(warm_start))
    nurse = make.worker(warm_start.program, Role.HOME_VISITOR, "Carol Lindqvist")
    client = browser(nurse)
    pages = ("", "needs/", "framework/", "map/", "register/", f"register/{gap.pk}/", "framework/3/health/")
    assert {client.get(f"/coalition/gaps/{page}").status_code for page in pages} == {200}
    posts = ("needs/", "register/", f"register/{gap.pk}/", "framework/3/health/")
    assert {client.post(f"/coalition/gaps/{page}").status_code for page in posts} == {403}
    with pytest.raises(NotKept):
        named(nurse)
    mother = browser(make.worker(warm_start.program, Role.PARENT, "Ana Rivera"))
    assert mother.get("/coalition/gaps/").status_code == 403


def test_another_coalitions_gap_is_not_there(warm_start: Service) -> None:
    gap = named(coordinator(warm_start))
    away = make.program(make.clinic(make.county("Lake County"), "Lakeside"))
    client = browser(make.worker(away, Role.COALITION_COORDINATOR, "Otis Lake"))
    assert client.get(f"/coalition/gaps/register/{gap.pk}/").status_code == 404
    assert "Help for babies" not in client.get("/coalition/gaps/register/").content.decode()
