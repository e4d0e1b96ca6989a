"""Several families read at once are what each of them is when read alone, in no more statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from kinbridge.consents.tests.county import LONG_AGO, County, made
from kinbridge.directory.models import Viewer
from kinbridge.people.actions import household, households, members_of, partners_with
from kinbridge.people.keeping import kept_by, may_keep
from kinbridge.people.models import Custody, Family, Involvement, Kinship, Member, Person, Pregnancy, SafeContact

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return made()


def neighbor(county: County, name: str) -> Family:
    """A family like the Riveras: a mother who expects, her son, how to reach her, and two programs."""
    family = Family.objects.create(coalition=county.coalition, name=f"{name} family", opened_on=LONG_AGO)
    row = {"family": family, "coalition": county.coalition}
    mother = Person.objects.create(given_name="Lena", family_name=name, relation="mother", **row)
    son = Person.objects.create(
        given_name="Kit", family_name=name, relation="child", birth_date=date(2021, 5, 1), **row
    )
    for person in (mother, son):
        Member.objects.create(person=person, since=LONG_AGO, **row)
    Kinship.objects.create(person=mother, relative=son, kind="parent", since=LONG_AGO, **row)
    Custody.objects.create(child=son, power="legal", holder=mother, since=LONG_AGO, **row)
    Pregnancy.objects.create(parent=mother, due_on=localdate(), began_on=LONG_AGO, **row)
    SafeContact.objects.create(person=mother, channel="text", value="555 0134", safe=True, since=LONG_AGO, **row)
    for program in (county.welfare, county.methadone):
        Involvement.objects.create(program=program, since=LONG_AGO, **row)
    return family


@pytest.mark.parametrize("who", ["worker", "nurse", "visitor", "mother"])
def test_each_of_several_is_as_it_is_alone(county: County, who: str) -> None:
    viewer: Viewer = getattr(county, who)
    families = [county.family, neighbor(county, "Frost"), neighbor(county, "Cruz")]
    several = households(families=[one.pk for one in families], by=viewer, on=localdate())
    kept = kept_by(viewer, families=[one.pk for one in families], on=localdate())
    for family in families:
        alone = household(family=family, by=viewer, on=localdate())
        assert several[family.pk] == alone
        assert members_of(family=family, by=viewer, on=localdate()) == alone.people
        assert partners_with(family=family, by=viewer, on=localdate()) == alone.partners
        assert (family.pk in kept) == may_keep(family=family, by=viewer, on=localdate())
    assert [person.given_name for person in several[families[1].pk].people] == ["Kit", "Lena"]


def test_several_are_read_in_as_many_statements_as_one(
    county: County, django_assert_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    neighbors = [neighbor(county, name) for name in ("Frost", "Cruz", "Park")]
    with CaptureQueriesContext(connection) as alone:
        household(family=neighbors[0], by=county.worker, on=localdate())
    with django_assert_num_queries(len(alone)):
        households(families=[one.pk for one in neighbors], by=county.worker, on=localdate())
