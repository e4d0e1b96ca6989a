"""An invented county: Ana Rivera, her baby and her son, and the programs around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role, User
from kinbridge.consents import actions
from kinbridge.consents.models import Consent, Proposal
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import Signer
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Relation
from kinbridge.directory.models import Coalition, Membership, Organization, Program, Viewer
from kinbridge.people.models import Family, Involvement, Member, Person

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)


@dataclass
class County:
    coalition: Coalition
    family: Family
    ana: Person
    leo: Person
    baby: Person
    methadone: Program
    welfare: Program
    clinic: Program
    visiting: Program
    worker: Viewer
    nurse: Viewer
    mother: Viewer
    visitor: Viewer


def program(coalition: Coalition, name: str, kind: OrganizationKind, *regimes: Regime) -> Program:
    organization = Organization.objects.create(coalition=coalition, name=f"{name} Agency", kind=kind)
    attester, _ = User.objects.get_or_create(username="attester", defaults={"email": "attester@example.org"})
    return Program.objects.create(
        organization=organization, name=name, regimes=list(regimes), attested_by=attester, attested_on=LONG_AGO
    )


def works(name: str, at: Program, role: Role) -> Viewer:
    first, _, last = name.partition(" ")
    user = User.objects.create(
        username=name.replace(" ", ".").lower(),
        email=f"{name.replace(' ', '.').lower()}@example.org",
        first_name=first,
        last_name=last,
    )
    membership = Membership.objects.create(user=user, program=at, role=role, since=LONG_AGO)
    return membership.viewer()


def made() -> County:
    coalition = Coalition.objects.create(name="Bluewater County", state="OH", county="Bluewater")
    methadone = program(
        coalition, "River Methadone", OrganizationKind.OPIOID_TREATMENT_PROGRAM, Regime.PART2, Regime.HIPAA
    )
    welfare = program(coalition, "County Child Welfare", OrganizationKind.CHILD_WELFARE_AGENCY, Regime.CHILD_WELFARE)
    clinic = program(coalition, "Lake Prenatal Clinic", OrganizationKind.CLINIC, Regime.HIPAA)
    visiting = program(coalition, "Warm Start Home Visiting", OrganizationKind.HOME_VISITING, Regime.COMMUNITY)
    family = Family.objects.create(coalition=coalition, name="Rivera family", opened_on=LONG_AGO)
    row = {"family": family, "coalition": coalition}
    worker = works("Dana Cole", welfare, Role.CASEWORKER)
    nurse = works("Nia Brooks", methadone, Role.DOSING_NURSE)
    visitor = works("Vic Lane", visiting, Role.HOME_VISITOR)
    for one in (welfare, methadone, clinic, visiting):
        Involvement.objects.create(program=one, since=LONG_AGO, **row)
    parent = works("Ana Rivera", welfare, Role.PARENT)
    ana = Person.objects.create(
        given_name="Ana",
        family_name="Rivera",
        relation=Relation.MOTHER,
        birth_date=date(1996, 5, 14),
        account_id=parent.user_id,
        **row,
    )
    leo = Person.objects.create(
        given_name="Leo", family_name="Rivera", relation=Relation.YOUTH, birth_date=date(2010, 2, 2), **row
    )
    baby = Person.objects.create(family_name="Rivera", relation=Relation.INFANT, **row)
    for person in (ana, leo, baby):
        Member.objects.create(person=person, since=LONG_AGO, **row)
    mother = Viewer(**{**{f: getattr(parent, f) for f in parent.__slots__}, "person_id": ana.pk})
    return County(
        coalition, family, ana, leo, baby, methadone, welfare, clinic, visiting, worker, nurse, mother, visitor
    )


def to_welfare(county: County, **changes: object) -> Terms:
    """Ana lets the methadone program tell child welfare whether she comes, for the case plan, until spring."""
    said: dict[str, object] = {
        "person": county.ana.pk,
        "shares": (f"program:{county.methadone.pk}",),
        "receives": (f"program:{county.welfare.pk}",),
        "categories": (Category.SUD_ATTENDANCE,),
        "purposes": (Purpose.CASE_PLANNING,),
        "expires_on": date(2027, 5, 20),
    }
    return Terms(**{**said, **changes})


def typed(county: County, *, name: str = "Ana Rivera", capacity: Signer = Signer.SUBJECT) -> Signing:
    return Signing(name=name, capacity=capacity, method="typed", person_id=county.ana.pk)


def proposed(county: County, **changes: object) -> Proposal:
    return actions.propose(family=county.family, terms=to_welfare(county, **changes), by=county.worker, at=NOON)


def signed(county: County, *, proposal: Proposal | None = None, at: datetime = NOON, **changes: object) -> Consent:
    proposal = proposal or proposed(county, **changes)
    return actions.sign(
        proposal=proposal,
        signings=[typed(county)],
        shown=actions.text_of(proposal).hash,
        by=county.worker,
        at=at,
        copy_given="printed",
    )


def signed_today(county: County, **changes: object) -> Consent:
    """For pages, which read the clock."""
    until = localdate() + timedelta(days=150)
    return signed(county, at=now(), **{"expires_on": until, **changes})
