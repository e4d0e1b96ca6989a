"""Ana Rivera as child welfare knows her, and once more as a clinic wrote her down; a reviewer, and what names them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.consents.models import Agreement
from kinbridge.consents.rules import Kind, Term, program
from kinbridge.consents.tests import county as bluewater
from kinbridge.consents.tests.county import LONG_AGO, County, works
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Relation
from kinbridge.directory.models import Program, Viewer
from kinbridge.identity.actions import propose
from kinbridge.identity.models import Pair
from kinbridge.identity.records import every_record
from kinbridge.identity.rules.weighing import proposed, shipped
from kinbridge.people.models import Family, Involvement, Member, Person

BORN = date(1996, 5, 14)


@dataclass
class Two:
    county: County
    office: Program
    officer: Viewer
    other: Person
    clinic_nurse: Viewer


def made() -> Two:
    """One agency by contract, the other by a business associate agreement, let the office look at who is who."""
    county = bluewater.made()
    Involvement.objects.exclude(program=county.welfare).delete()
    office = bluewater.program(county.coalition, "Coalition Office", OrganizationKind.COMMUNITY, Regime.COMMUNITY)
    officer = works("Daniel Park", office, Role.PRIVACY_OFFICER)
    other = written_again(county, county.clinic)
    agreed(county.welfare, office, Kind.CONTRACT)
    agreed(county.clinic, office, Kind.BUSINESS_ASSOCIATE)
    return Two(county, office, officer, other, works("Hope Lind", county.clinic, Role.CLINICIAN))


def agreed(gives: Program, gets: Program, kind: Kind) -> Agreement:
    return Agreement.objects.create(
        coalition_id=gets.organization.coalition_id,
        kind=kind,
        gives=[str(program(gives.pk))],
        gets=[str(program(gets.pk))],
        categories=[Category.DEMOGRAPHIC],
        purposes=[Purpose.OPERATIONS],
        terms=[Term("written_agreement")],
        signed_on=LONG_AGO,
        recorded_on=LONG_AGO,
        recorded_at=now() - timedelta(days=400),
    )


def written_again(county: County, by: Program, *, given: str = "Anna", family_name: str = "Rivera") -> Person:
    family = Family.objects.create(coalition=county.coalition, name="Rivera family", opened_on=LONG_AGO)
    own = {"family": family, "coalition": county.coalition}
    person = Person.objects.create(
        given_name=given, family_name=family_name, relation=Relation.MOTHER, birth_date=BORN, **own
    )
    Member.objects.create(person=person, since=LONG_AGO, **own)
    Involvement.objects.create(program=by, person=person, since=LONG_AGO, lead=True, **own)
    return person


def compared(two: Two) -> list[Pair]:
    """What a comparison in the officer's name finds, by the rules alone."""
    records = list(every_record(by=two.officer, on=localdate()))
    found = [
        (one.person, other.person, likely)
        for place, one in enumerate(records)
        for other in records[place + 1 :]
        if (likely := proposed(one, other, weights=shipped(), records=50_000)) is not None
    ]
    run = propose(pairs=found, weights="test", by=two.officer, at=now())
    return list(run.pairs.select_related("first", "second"))
