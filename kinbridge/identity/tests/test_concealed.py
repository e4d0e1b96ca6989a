"""An adversary reads every page, count, error and audit line, with and without a record at a concealed program.

That a treatment program or a shelter has a record of someone is itself the secret (42 CFR 2.13(c), 34 USC 12291(b)(2)).
"""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.audit.models import Line
from kinbridge.consents import actions as consents
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import Kind, Signer
from kinbridge.consents.tests.county import program
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime
from kinbridge.directory.models import Program
from kinbridge.directory.tests.browsing import browser
from kinbridge.identity.models import Pair
from kinbridge.identity.tests.two_agencies import Two, agreed, compared, made, written_again
from kinbridge.people.models import Involvement, Person
from tests.alder import plain

pytestmark = pytest.mark.django_db
CONCEALED = {
    "part 2": (OrganizationKind.OPIOID_TREATMENT_PROGRAM, (Regime.PART2, Regime.HIPAA), Kind.QSOA),
    "shelter": (OrganizationKind.DV_PROGRAM, (Regime.DV_PROGRAM,), Kind.PARTICIPATION),
}


@pytest.fixture
def two() -> Two:
    return made()


@pytest.fixture(params=sorted(CONCEALED))
def concealed(request, two) -> Program:
    """A program that has signed every agreement there is with the office."""
    kind, regimes, paper = CONCEALED[request.param]
    made_here = program(two.county.coalition, "The Other Place", kind, *regimes)
    for agreement in (paper, Kind.BUSINESS_ASSOCIATE, Kind.CONTRACT):
        agreed(made_here, two.office, agreement)
    return made_here


def seen_by_everyone(two: Two) -> dict[str, object]:
    """What each of them reads after a comparison: the reviewer, a caseworker, a clinic's nurse, an auditor."""
    with transaction.atomic():
        pairs = compared(two)
        officer = browser(two.officer)
        keys = {str(pair.key): f"pair {place}" for place, pair in enumerate(pairs)}
        pages = {"queue": officer.get(reverse("identity:queue"))}
        for key, place in keys.items():
            pages[place] = officer.get(reverse("identity:pair", args=[key]))
            pages[f"{place}, a bad answer"] = officer.post(reverse("identity:pair", args=[key]), {"kind": "?"})
        for viewer in (two.county.worker, two.clinic_nurse):
            client = browser(viewer)
            for family in (two.county.family, two.other.family):
                name = f"{viewer.name}, {family.pk}"
                pages[name] = client.get(reverse("identity:family", args=[family.key]))
        read: dict[str, object] = {}
        for name, answer in pages.items():
            text = plain(answer.content).decode()
            for key, place in keys.items():
                text = text.replace(key, place)
            read[name] = (answer.status_code, text)
        lines = Line.objects.filter(act__startswith="identity.").order_by("pk")
        first = Pair.objects.order_by("pk").values_list("run", flat=True).first()
        read["audit"] = [
            (line.act, line.family_id, line.about.replace(f"run:{first}", "run"), line.citations, line.detail)
            for line in lines
        ]
        transaction.set_rollback(True)
    return read


def test_a_record_there_changes_nothing_that_anyone_can_read(two, concealed):
    before = seen_by_everyone(two)
    secret = written_again(two.county, concealed)
    after = seen_by_everyone(two)
    for name, what in before.items():
        assert after[name] == what, name
    assert set(after) == set(before)
    assert not Pair.objects.filter(first=secret).exists()


def test_nor_does_it_when_the_person_is_known_elsewhere_and_served_there_too(two, concealed):
    """Ana's open record is compared as it was; that she is also served there is on no page of it."""
    before = seen_by_everyone(two)
    own = {"family": two.county.family, "coalition": two.county.coalition}
    Involvement.objects.create(program=concealed, person=two.county.ana, since=localdate(), **own)
    assert seen_by_everyone(two) == before


def test_the_command_says_the_same_with_and_without_it(two, concealed):
    pytest.importorskip("splink")
    before = _said(two)
    written_again(two.county, concealed)
    assert _said(two) == before == "Compared in the name of Daniel Park"
    assert Pair.objects.count() == 1


def _said(two: Two) -> str:
    out = StringIO()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kinbridge_app")  # as it runs in a county: row security binds it
        call_command("link", "--by", "daniel.park@example.org", stdout=out)
        cursor.execute("RESET ROLE")
    return out.getvalue().partition(", in ")[0]


def test_her_own_written_consent_that_names_the_office_lets_her_be_compared(two, concealed):
    secret = written_again(two.county, concealed)
    _agrees(two, secret, concealed)
    first_and_second = {frozenset((pair.first_id, pair.second_id)) for pair in compared(two)}
    assert frozenset((two.county.ana.pk, secret.pk)) in first_and_second
    client = browser(two.county.worker)
    page = client.get(reverse("identity:family", args=[two.county.family.key])).content.decode()
    assert "The Other Place" not in page, "it named the office and nobody else"


def _agrees(two: Two, person: Person, shares: Program) -> None:
    terms = Terms(
        person=person.pk,
        shares=(f"program:{shares.pk}",),
        receives=(f"program:{two.office.pk}",),
        categories=(Category.DEMOGRAPHIC,),
        purposes=(Purpose.OPERATIONS,),
        expires_on=localdate() + timedelta(days=90),
    )
    proposal = consents.propose(family=person.family, terms=terms, by=two.county.nurse, at=now())
    signing = Signing(name="Anna Rivera", capacity=Signer.SUBJECT, method="typed", person_id=person.pk)
    shown = consents.text_of(proposal).hash
    consents.sign(
        proposal=proposal, signings=[signing], shown=shown, by=two.county.nurse, at=now(), copy_given="printed"
    )
