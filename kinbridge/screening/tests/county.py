"""An invented county for the tests: Ana, her partner Luis and their baby; a caseworker, a clinic nurse and a judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from kinbridge.accounts.models import Role, User
from kinbridge.core.vocabulary import OrganizationKind, Regime, Relation
from kinbridge.directory.models import Coalition, Membership, Organization, Program, Viewer
from kinbridge.people.models import Family, Involvement, Member, Person

SINCE = date(2025, 1, 6)
AT = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


@dataclass
class County:
    coalition: Coalition
    family: Family
    ana: Person
    luis: Person
    baby: Person


def harbor() -> County:
    coalition = Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")
    family = Family.objects.create(coalition=coalition, name="Rivera family", opened_on=SINCE)

    def person(given: str, relation: Relation, **known: object) -> Person:
        made = Person.objects.create(
            family=family, coalition=coalition, given_name=given, family_name="Rivera", relation=relation, **known
        )
        Member.objects.create(family=family, coalition=coalition, person=made, since=SINCE)
        return made

    return County(
        coalition,
        family,
        person("Ana", Relation.MOTHER, birth_date=date(1996, 5, 14)),
        person("Luis", Relation.FATHER, birth_date=date(1994, 2, 3), language="es"),
        person("", Relation.INFANT),
    )


def works_at(
    county: County, name: str, *, role: Role, kind: OrganizationKind, regimes: tuple[Regime, ...], treats: bool = False
) -> Viewer:
    """Someone who works for a program that serves the family, and signs in as `<name>@example.org`."""
    user = User.objects.create_user(username=name, email=f"{name}@example.org", first_name=name.title())
    organization = Organization.objects.create(
        coalition=county.coalition, name=f"{name} organization", kind=kind.value, covered_entity=Regime.HIPAA in regimes
    )
    program = Program.objects.create(
        organization=organization,
        name=f"{name} program",
        regimes=[each.value for each in regimes],
        attested_by=user,
        attested_on=SINCE,
    )
    membership = Membership.objects.create(user=user, program=program, role=role, since=SINCE)
    Involvement.objects.create(
        family=county.family,
        coalition=county.coalition,
        program=program,
        person=county.ana if treats else None,
        since=SINCE,
    )
    return membership.viewer()


def caseworker(county: County) -> Viewer:
    kind, regimes = OrganizationKind.CHILD_WELFARE_AGENCY, (Regime.CHILD_WELFARE,)
    return works_at(county, "carla", role=Role.CASEWORKER, kind=kind, regimes=regimes)


def nurse(county: County) -> Viewer:
    kind, regimes = OrganizationKind.CLINIC, (Regime.HIPAA,)
    return works_at(county, "nora", role=Role.CLINICIAN, kind=kind, regimes=regimes, treats=True)


def counselor(county: County) -> Viewer:
    kind, regimes = OrganizationKind.OPIOID_TREATMENT_PROGRAM, (Regime.PART2, Regime.HIPAA)
    return works_at(county, "otto", role=Role.COUNSELOR, kind=kind, regimes=regimes, treats=True)


def judge(county: County) -> Viewer:
    kind, regimes = OrganizationKind.COURT, (Regime.COURT,)
    return works_at(county, "judy", role=Role.COURT_LIAISON, kind=kind, regimes=regimes)
