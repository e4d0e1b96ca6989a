"""While two records stand for one person, what protects the one protects the other; afterwards it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from kinbridge.consents.models import OtherAuthority, papers_on_file
from kinbridge.consents.rules import ANY_HOLDER, Kind
from kinbridge.consents.tests.county import LONG_AGO, NOON, TODAY, County
from kinbridge.core.vocabulary import Relation
from kinbridge.people.actions import household
from kinbridge.people.models import Family, Member, Person, Restriction, SafeContact
from kinbridge.people.sameness import SamePerson, other_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(county) -> Person:
    """Ana once more, as another program wrote her down in a family of its own."""
    return someone(county, "Anna", Relation.MOTHER)


def someone(county: County, given: str, relation: Relation) -> Person:
    family = Family.objects.create(coalition=county.coalition, name="Rivera family", opened_on=LONG_AGO)
    own = {"family": family, "coalition": county.coalition}
    person = Person.objects.create(given_name=given, family_name="Rivera", relation=relation, **own)
    Member.objects.create(person=person, since=LONG_AGO, **own)
    return person


def linked(county: County, *people: Person) -> SamePerson:
    first, second = sorted(people, key=lambda person: person.pk)
    said = {"said_at": NOON, "said_by_id": county.worker.user_id, "because": "one birthday, one phone"}
    return SamePerson.objects.create(coalition=county.coalition, first=first, second=second, **said)


def ended(county: County, link: SamePerson) -> None:
    by = {"ended_by": county.worker.user_id, "ended_because": "a cousin"}
    SamePerson.objects.filter(pk=link.pk).update(ended_at=NOON, **by)


def own(person: Person) -> dict[str, object]:
    return {"family": person.family, "coalition": person.coalition, "since": LONG_AGO}


def test_links_of_links_are_one_person(county, again):
    third = someone(county, "Ana Maria", Relation.MOTHER)
    linked(county, county.ana, again)
    link = linked(county, again, third)
    assert other_records([county.ana.pk, county.leo.pk]) == {
        county.ana.pk: {again.pk, third.pk},
        again.pk: {county.ana.pk, third.pk},
        third.pk: {county.ana.pk, again.pk},
    }
    ended(county, link)
    assert other_records([third.pk]) == {}


def test_who_is_kept_apart_is_kept_apart_in_both_records(county, again):
    father = someone(county, "Luis", Relation.FATHER)
    Restriction.objects.create(protects=again, restricted=father, because="safety", **own(again))
    Member.objects.create(person=father, family=county.family, coalition=county.coalition, since=LONG_AGO)
    him = replace(county.mother, person_id=father.pk)
    link = linked(county, county.ana, again)
    assert county.ana not in household(family=county.family, by=him, on=TODAY).people
    assert household(family=county.family, by=county.worker, on=TODAY).guarded == {county.ana.pk}
    ended(county, link)
    assert county.ana in household(family=county.family, by=him, on=TODAY).people
    assert household(family=county.family, by=county.worker, on=TODAY).guarded == frozenset()


def test_a_number_that_one_record_calls_unsafe_is_not_shown_in_the_other(county, again):
    reach = {"channel": "text", "value": "555-0100"}
    SafeContact.objects.create(person=county.ana, safe=True, **reach, **own(county.ana))
    SafeContact.objects.create(person=again, safe=False, **reach, **own(again))
    link = linked(county, county.ana, again)
    assert household(family=county.family, by=county.worker, on=TODAY).contacts == ()
    ended(county, link)
    assert len(household(family=county.family, by=county.worker, on=TODAY).contacts) == 1


def test_a_limit_on_one_record_reaches_the_gate_for_the_other(county, again):
    paper = {"recorded_on": TODAY, "recorded_at": NOON, "signed_on": TODAY, "gives": [str(ANY_HOLDER)]}
    row = {"family": again.family, "coalition": again.coalition, "person": again}
    OtherAuthority.objects.create(kind=Kind.RESTRICTION, gets=["organization:x"], **paper, **row)
    OtherAuthority.objects.create(kind=Kind.COURT_ORDER, **paper, **row)
    assert papers_on_file(family=county.family.pk) == ()
    link = linked(county, county.ana, again)
    [limit] = papers_on_file(family=county.family.pk)
    assert (limit.kind, limit.subject) == (Kind.RESTRICTION, county.ana.pk), "an order opens only its own record"
    ended(county, link)
    assert papers_on_file(family=county.family.pk) == ()


def test_the_database_keeps_a_link_as_it_was_said(county, again):
    link = linked(county, county.ana, again)
    with pytest.raises(IntegrityError), transaction.atomic():
        linked(county, county.ana, again)
    rows = SamePerson.objects.filter(pk=link.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(because="something else")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    ended(county, link)
    with pytest.raises(DatabaseError), transaction.atomic():
        ended(county, link)
    assert linked(county, county.ana, again).pk != link.pk, "it may be made again"
