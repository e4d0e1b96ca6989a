"""A prepared query answers as the query it was made from, and refuses one that it could not fill."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Value
from django.db.models.functions import JSONObject

from kinbridge.directory.models import Coalition
from kinbridge.people.models import Family, Member, Person
from kinbridge.people.prepared import Prepared

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def families() -> list[Family]:
    coalition = Coalition.objects.create(name="Alder", county="Alder", state="VT")
    made = [
        Family.objects.create(coalition=coalition, name=f"{name} family", opened_on=DAY) for name in ("Ash", "Birch")
    ]
    for family in made:
        person = Person.objects.create(family=family, coalition=coalition, given_name=family.name, relation="mother")
        Member.objects.create(family=family, coalition=coalition, person=person, since=DAY)
    return made


def members(families: list[int], on: date) -> object:
    found = Member.objects.on(on).filter(family__in=families).order_by("pk")
    return found.values("family_id", "person__given_name", said=JSONObject(day="since", one=Value(1)))


def test_it_answers_as_the_query_does(families: list[Family]) -> None:
    prepared = Prepared(members)
    for asked in ([families[0].pk], [families[1].pk], [family.pk for family in families], [0]):
        assert prepared(asked, DAY) == list(members(asked, DAY))  # type: ignore[call-overload]


def test_each_day_is_a_day_of_its_own(families: list[Family]) -> None:
    prepared = Prepared(members)
    assert prepared([families[0].pk], DAY)[0]["said"] == {"day": "2026-03-01", "one": 1}
    assert prepared([families[0].pk], date(2026, 2, 1)) == []


def test_no_family_asks_nothing(families: list[Family], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert Prepared(members)([], DAY) == []


def test_a_value_that_the_query_leaves_out_is_refused(families: list[Family]) -> None:
    forgetful = Prepared(lambda families, on: Family.objects.filter(pk__in=families).values("pk"))
    with pytest.raises(TypeError, match="use each value it is given"):
        forgetful([families[0].pk], DAY)
