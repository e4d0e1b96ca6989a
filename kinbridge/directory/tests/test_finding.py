"""Search leaves out exactly what the rules say does not fit, and never tells where a confidential place is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinbridge.directory.finding import Search, find_services, left_out
from kinbridge.directory.models import Capacity, Location, Service
from kinbridge.directory.rules import Answer, Needs, Point, match
from kinbridge.directory.rules.words import Moud, Payer, Population, ServiceCategory
from kinbridge.directory.shelves import offers_of
from kinbridge.directory.tests import partners as make

pytestmark = pytest.mark.django_db
AT = make.AT
TOWN = Point(40.0, -83.0)


def names(search: Search) -> list[str]:
    return [found.service.name for found in search.found]


def test_a_pregnant_mother_of_two_finds_the_house_that_takes_her_children() -> None:
    harbor = make.clinic(make.county())
    house = make.program(harbor, "Mothers' house")
    make.service(
        harbor,
        "Residence with children",
        program=house,
        category=ServiceCategory.FAMILY_RESIDENTIAL,
        accepts_pregnant=True,
        children_may_stay=True,
        children_to_age=5,
        counties=["Harbor"],
    )
    make.service(harbor, "Men's residence", category=ServiceCategory.RESIDENTIAL, sex="male")
    Capacity.objects.create(
        coalition=harbor.coalition, program=house, population=Population.PREGNANT, open_slots=1, stated_at=AT
    )
    needs = Needs(category=ServiceCategory.RESIDENTIAL, pregnant=True, children_ages=(1, 4), county="Harbor")
    search = find_services(needs=needs, coalition_id=harbor.coalition_id, at=AT)
    assert names(search) == ["Residence with children"]
    assert search.found[0].match.openings.words == "1 place open for pregnant people, stated today."
    [miss] = find_services(needs=needs, coalition_id=harbor.coalition_id, at=AT, close=6).close
    assert "It serves men only." in miss.match.why_not


def many(number_of_services: int) -> list[Service]:
    """Services with every mixture of stated and unstated facts, the same each time."""
    harbor = make.clinic(make.county())
    dice = random.Random(20260316)

    def some(choices: list[str]) -> list[str] | None:
        return dice.choice([None, [], [dice.choice(choices)], choices])

    maybe = [None, True, False]
    for number in range(number_of_services):
        program = make.program(harbor, f"Program {number}") if dice.random() < 0.5 else None
        service = make.service(
            harbor,
            f"Service {number:03}",
            program=program,
            category=dice.choice(["", "residential_treatment", "family_residential", "housing"]),
            accepts_pregnant=dice.choice(maybe),
            offers_moud=some([m.value for m in Moud]),
            accepts_moud=dice.choice(maybe),
            children_may_stay=dice.choice(maybe),
            children_from_age=dice.choice([None, 0, 2]),
            children_to_age=dice.choice([None, 2, 5]),
            payers=some([p.value for p in Payer]),
            language_codes=some(["es", "so"]),
            counties=some(["Harbor", "Lake", "*"]),
            sex=dice.choice(["", "", "female", "male"]),
            minimum_age=dice.choice([None, 18]),
            maximum_age=dice.choice([None, 25]),
        )
        for _ in range(dice.choice([0, 1, 1, 2])):
            make.place(
                service,
                40 + dice.uniform(-0.5, 0.5),
                -83 + dice.uniform(-0.5, 0.5),
                confidential=dice.random() < 0.2,
                location_type=dice.choice(["physical", "physical", "virtual"]),
            )
        if dice.random() < 0.5:
            owner = {"program": program} if program else {"service": service}
            Capacity.objects.create(
                coalition=harbor.coalition,
                population=dice.choice(["anyone", "pregnant", "men"]),
                open_slots=dice.choice([0, 2]),
                stated_at=AT - timedelta(days=dice.choice([1, 14, 20])),
                **owner,
            )
    return list(Service.objects.select_related("organization", "program"))


ASKED = [
    Needs(),
    Needs(category=ServiceCategory.RESIDENTIAL),
    Needs(pregnant=True),
    Needs(moud=Moud.METHADONE),
    Needs(stays_on_moud=True),
    Needs(children_ages=(1.0, 5.5)),
    Needs(county="Harbor"),
    Needs(payer=Payer.MEDICAID),
    Needs(language="es"),
    Needs(sex="male", age=17),
    Needs(pregnant=True, sex="male"),
    Needs(age=25.5),
    Needs(near=TOWN, within_miles=12),
    Needs(open_now=True),
    Needs(open_now=True, pregnant=True),
    Needs(near=TOWN, within_miles=25, pregnant=True, county="Harbor"),
]


def test_search_shows_exactly_what_the_rules_let_through_in_the_order_of_the_rules() -> None:
    """Every mixture of facts, and each need: the same verdicts as asking each service by itself."""
    everyone = many(90)
    coalition = everyone[0].coalition_id
    said = dict(offers_of(coalition))
    for needs in ASKED:
        told = {key: match(offer, needs, at=AT) for key, offer in said.items()}
        search = find_services(needs=needs, coalition_id=coalition, at=AT, shown=200)
        fit = {key for key, one in told.items() if one.verdict < Answer.DOES_NOT_FIT}
        assert {found.service.pk for found in search.found} == fit, needs
        assert search.total == len(fit)
        orders = [found.match.order for found in search.found]
        assert orders == sorted(orders), needs
        assert sum(group.count for group in search.groups) == len(everyone) - len(fit)


def test_every_service_left_out_stands_under_its_first_no_with_all_its_reasons() -> None:
    everyone = many(60)
    coalition = everyone[0].coalition_id
    needs = Needs(category=ServiceCategory.RESIDENTIAL, pregnant=True, county="Harbor", near=TOWN, within_miles=12)
    groups = left_out(needs=needs, by="", coalition_id=coalition, at=AT).groups
    shown = [
        found
        for group in groups
        for found in left_out(needs=needs, by=group.id, coalition_id=coalition, at=AT, shown=200).found
    ]
    assert len(shown) == len({found.service.pk for found in shown}) == sum(group.count for group in groups)
    assert all(found.match.why_not and found.match.speaks_for and found.match.speaks_against for found in shown)
    assert groups[0].words == "Does not take people who are pregnant"
    assert groups[-1].words == "Another kind of service"


def test_what_changes_is_found_at_once() -> None:
    harbor = make.clinic(make.county())
    house = make.service(harbor, "House", accepts_pregnant=True)
    needs = Needs(pregnant=True, near=TOWN, within_miles=5)
    where = make.place(house)

    def found() -> list[str]:
        return names(find_services(needs=needs, coalition_id=harbor.coalition_id, at=AT))

    assert found() == ["House"]
    Location.objects.filter(pk=where.pk).update(latitude=45)
    assert found() == []
    Location.objects.filter(pk=where.pk).update(confidential=True)
    assert found() == ["House"]  # to be asked: where it is, nobody is told
    Service.objects.filter(pk=house.pk).update(accepts_pregnant=False)
    assert found() == []
    Service.objects.filter(pk=house.pk).update(accepts_pregnant=None)
    assert found() == ["House"]
    Service.objects.filter(pk=house.pk).update(status="defunct")
    assert found() == []


def test_another_coalitions_services_and_closed_ones_are_not_found() -> None:
    harbor, lake = make.clinic(make.county()), make.clinic(make.county("Lake County"))
    make.service(lake, "Across the line")
    make.service(harbor, "Ended", status="defunct")
    assert names(find_services(needs=Needs(), coalition_id=harbor.coalition_id, at=AT)) == []


def test_a_confidential_place_cannot_be_found_by_moving_the_circle() -> None:
    harbor = make.clinic(make.county())
    shelter = make.service(harbor, "Safe house")
    make.place(shelter, 40.2, -83.2, confidential=True)
    answers = {
        (found.match.verdict, found.match.miles, found.match.why, found.match.ask)
        for near in (Point(40.2, -83.2), TOWN, Point(41.9, -80.0))
        for miles in (1, 50)
        for found in find_services(
            needs=Needs(near=near, within_miles=miles), coalition_id=harbor.coalition_id, at=AT
        ).found
    }
    assert answers == {(Answer.ASK, None, (), ("Its distance is not known: ask where to go.",))}


def test_words_find_names_descriptions_and_organizations() -> None:
    harbor = make.clinic(make.county(), "Riverbend Doulas")
    make.service(harbor, "Birth support", description="A doula comes to your home")
    other = make.clinic(harbor.coalition, "Lakeside")
    make.service(other, "Rides to appointments")

    def found(words: str) -> list[str]:
        return names(find_services(needs=Needs(words=words), coalition_id=harbor.coalition_id, at=AT))

    assert found("doul") == ["Birth support"]
    assert found("riverbend") == ["Birth support"]
    assert found("ride appointment") == ["Rides to appointments"]
    assert found("'; drop table & | ! :*") == []
    assert len(found("!!!")) == 2


def test_only_what_a_referral_reaches_when_that_is_asked() -> None:
    harbor = make.clinic(make.county())
    make.service(harbor, "Hotline")
    make.service(harbor, "Doses", program=make.program(harbor))
    search = find_services(needs=Needs(), coalition_id=harbor.coalition_id, at=AT, in_programs_only=True)
    assert names(search) == ["Doses"]


def test_known_open_places_are_found_however_many_services_there_are() -> None:
    harbor = make.clinic(make.county())
    Service.objects.bulk_create(
        Service(coalition=harbor.coalition, organization=harbor, name=f"Service {number:04}") for number in range(500)
    )
    last = make.service(harbor, "Zebra house")
    Capacity.objects.create(coalition=harbor.coalition, service=last, open_slots=1, stated_at=AT)
    search = find_services(needs=Needs(), coalition_id=harbor.coalition_id, at=AT)
    assert names(search)[0] == "Zebra house"
    assert (len(search.found), search.total) == (20, 501)
    with CaptureQueriesContext(connection) as few:
        find_services(needs=replace(Needs(), near=TOWN), coalition_id=harbor.coalition_id, at=AT)
    assert len(few) <= 8
