"""What hides in a family without a trace, for tests that look for one; and all that somebody could look at."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.test import Client
from django.utils.timezone import now

from kinbridge.chart.actions import record_entry
from kinbridge.consents import actions as consents
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import Signer, Term, program
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family, Involvement, Person
from tests.alder import personas, plain, signed_in

PAGES = ("", "people/", "chart/", "timeline/", "screen/", "consents/", "referrals/", "plans/", "refer/", "why/")
PURPOSES = ("case_planning", "child_protection_investigation", "plan_of_safe_care", "staffing_meeting")


def one(code: int) -> Client:
    return signed_in(next(persona.user for persona in personas() if persona.order == code))


def everything(client: Client, family: Family) -> dict[str, bytes]:
    """All that this person can open where the family could show."""
    return {address: plain(client.get(address).content) for address in addresses_of(family)}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[bytes]]:
    """By address the lines that are not the same in both: none, where nothing tells."""
    pairs = {address: (before[address].splitlines(), after[address].splitlines()) for address in before}
    return {at: [*(set(old) ^ set(new)), b"in another order"] for at, (old, new) in pairs.items() if old != new}


def addresses_of(family: Family) -> list[str]:
    here = f"/family/{family.key}/"
    addresses = ["/", "/inbox/", "/families/", "/team/", "/measures/", *(here + page for page in PAGES)]
    addresses += [f"{here}chart/?purpose={purpose}" for purpose in PURPOSES]
    return [*addresses, *(f"{here}timeline/?months_shown=24&purpose={purpose}" for purpose in PURPOSES)]


def mothered() -> QuerySet[Person, int]:
    return Person.objects.filter(relation="mother").values_list("family", flat=True)


def enters_treatment(county: County, person: Person) -> None:
    """A month of treatment, in a program that the law protects, with a consent to someone else and a lapse."""
    counselor, when = county.viewer("luis"), now() - timedelta(days=40)
    Involvement.objects.create(
        family=person.family,
        coalition=county.coalition,
        program=county.programs["otp"],
        person=person,
        worker_id=counselor.user_id,
        since=when.date(),
    )
    facts: list[tuple[str, dict[str, object]]] = [
        ("treatment_request", {"service": "medication", "pregnant": True}),
        ("admission", {"level": "opioid_treatment"}),
        ("medication", {"medication": "methadone", "step": "started"}),
        ("attendance", {"service": "counseling", "attended": True}),
        ("attendance", {"service": "counseling", "attended": False}),
        ("toxicology", {"result": "as_prescribed"}),
        ("counseling_note", {"text": "Talked about what she is proud of."}),
    ]
    for number, (kind, body) in enumerate(facts):
        record_entry(
            family=person.family,
            subject=person,
            kind=kind,
            body=body,
            occurred_at=when + timedelta(days=5 * number),
            by=counselor,
            at=now(),
            category=Category.SUD_TREATMENT if kind == "treatment_request" else None,
        )
    agrees(county, person, shares="otp", receives="prenatal", what=(Category.SUD_TREATMENT,))


def agrees(county: County, person: Person, *, shares: str, receives: str, what: tuple[Category, ...]) -> None:
    consents.record_paper(
        family=person.family,
        terms=Terms(
            person=person.pk,
            shares=(program(county.programs[shares].pk),),
            receives=(program(county.programs[receives].pk),),
            categories=what,
            purposes=(Purpose.CARE_COORDINATION,),
            expires_on=county.day(200),
        ),
        signed_on=county.day(-3),
        signings=[Signing(name=person.name, capacity=Signer.SUBJECT, method="paper", person_id=person.pk)],
        by=next(viewer for viewer in county.staff["luis" if shares == "otp" else "maya"]),
        at=now(),
        statements=[Term.REVOCATION, Term.REFUSAL, Term.REDISCLOSURE],
    )
