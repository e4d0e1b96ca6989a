"""What a page may not say, it may not say by being different either: the same bytes, whatever the record holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.chart.models import Label
from kinbridge.core.vocabulary import Category
from kinbridge.directory.models import Membership
from kinbridge.exchange.county.place import County
from kinbridge.people.models import Family, Person
from kinbridge.referrals import actions as referrals
from kinbridge.referrals.rules import Status
from tests.alder import plain, signed_in, undone
from tests.hidden import PAGES, agrees, changed, enters_treatment, everything, mothered, one

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afterwards(county: County) -> Iterator[None]:
    with undone():
        yield


@pytest.mark.parametrize("ever", ["treated before", "never treated"])
def test_the_caseworker_reads_the_same_bytes_whether_or_not_somebody_is_in_treatment(county: County, ever: str) -> None:
    maya = one(1)
    hers = Family.objects.seen_by(county.viewer("maya"), on=county.today).filter(pk__in=mothered())
    treated = Label.objects.filter(program__regimes__contains=["part2"]).values("family")
    family = (
        hers.get(name="Dunmore family") if ever == "treated before" else hers.exclude(pk__in=treated).earliest("pk")
    )
    before = everything(maya, family)
    mother = Person.objects.filter(family=family, relation="mother").earliest("pk")
    enters_treatment(county, mother)
    after = everything(maya, family)
    assert changed(before, after) == {}


def test_luis_does_see_what_she_may_not(county: County) -> None:
    """The difference above is not seen because it is hidden, not because it is not there."""
    kayla = Person.objects.get(given_name="Kayla", family_name="Dunmore")
    enters_treatment(county, kayla)
    page = one(3).get(f"/family/{kayla.family.key}/chart/").content.decode()
    assert "Methadone: started." in page


@pytest.mark.parametrize("answer", [Status.RECEIVED, Status.ACCEPTED, Status.WAITLISTED, Status.DECLINED])
def test_who_sent_a_referral_reads_the_same_bytes_whatever_was_answered(county: County, answer: Status) -> None:
    maya, kayla = one(1), Person.objects.get(given_name="Kayla", family_name="Dunmore")
    agrees(county, kayla, shares="assessment", receives="otp", what=(Category.SOCIAL_NEEDS, Category.CHILD_PROTECTION))
    request = referrals.Request(person=kayla, to_program=county.programs["otp"], service="medication")
    sent = referrals.send(family=kayla.family, request=request, by=county.viewer("maya"), at=now())
    here = f"/referrals/{sent.pk}/"
    before = everything(maya, kayla.family) | {here: plain(maya.get(here).content)}
    referrals.answer(
        referral_id=sent.pk,
        step=answer,
        by=county.viewer("luis"),
        at=now(),
        reason="full" if answer is Status.DECLINED else "",
    )
    after = everything(maya, kayla.family) | {here: plain(maya.get(here).content)}
    assert changed(before, after) == {}
    assert b"Sent, waiting for an answer" in after[here]


def account(county: County, person: Person) -> Client:
    user = User.objects.create(username=f"person{person.pk}", email=f"person{person.pk}@alder.example")
    kept_by = county.programs["parent_partners"]
    Membership.objects.create(user=user, program=kept_by, role=Role.PARENT, since=county.day(-9))
    person.account = user
    person.save(update_fields=["account"])
    return signed_in(user)


def own_pages(client: Client, family: Family) -> str:
    """All that a family's own account can open, without the lists to choose from, which name every program there is."""
    here = f"/family/{family.key}/"
    addresses = ["/my/", "/my/record/", "/my/looked/", *(here + page for page in PAGES)]
    answers = [client.get(address, follow=True) for address in addresses]
    assert all(answer.status_code in (200, 403) for answer in answers)
    return re.sub("<option.*?</option>", "", "".join(answer.content.decode() for answer in answers))


def test_a_father_kept_apart_finds_no_trace_of_her(county: County) -> None:
    """Not her name, nor her number, nor who helps her, nor that somebody does."""
    victor = Person.objects.get(given_name="Victor", family_name="Lane")
    pages = own_pages(account(county, victor), victor.family)
    assert "Victor Lane" in pages
    for trace in ("Marisol", "802-555-018", "Safe Harbor", "Quarry Hill", "Turning Leaf", "Riverbend", "Nadia Brooks"):
        assert trace not in pages, trace


def test_a_father_reads_nothing_of_the_mothers_treatment(county: County) -> None:
    diego = Person.objects.get(given_name="Diego", family_name="Rivera")
    pages = own_pages(account(county, diego), diego.family)
    assert "Mateo Rivera" in pages
    for trace in ("Cedar Street", "ethadone", "Counseling", "Toxicology", "Luis Ferrer", "Turning Leaf"):
        assert trace not in pages, trace


def test_a_mother_reads_her_own(county: County) -> None:
    marisol = Person.objects.get(given_name="Marisol", family_name="Castellano")
    pages = own_pages(account(county, marisol), marisol.family)
    assert "Marisol Castellano" in pages
    assert "Safe Harbor" in pages
