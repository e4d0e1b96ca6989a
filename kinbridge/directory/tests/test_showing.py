"""Who sees which name and number: chosen by the organization, looked at in all three views, and only then saved."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.directory.models import Address, Contact, Location, Phone, Service
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def otp() -> Service:
    clinic = make.clinic(make.county())
    return make.service(clinic, program=make.program(clinic))


def line(of: Service, number: str, **facts: object) -> Phone:
    return Phone.objects.create(coalition_id=of.coalition_id, service=of, number=number, **facts)  # type: ignore[misc]


def views(page: str) -> list[str]:
    """The three cards beside each other: what everyone, what partners, what our own people see."""
    return page.split('<ul class="kb-cards">')[1].split("kb-card__title")[1:]


def test_nothing_is_saved_before_it_was_seen_as_it_will_be(otp: Service) -> None:
    nurse = line(otp, "555-0102", description="intake nurse")
    client, address = browser(make.worker(otp.program)), f"/services/shown/{otp.pk}/"  # type: ignore[arg-type]
    assert ["555-0102" in view for view in views(client.get(address).content.decode())] == [True, True, True]
    wanted = {str(nurse.pk): "partner"}
    unseen = client.post(address, wanted | {"save": "yes"}).content.decode()
    nurse.refresh_from_db()
    assert nurse.shown_to == "public"
    assert "Not saved yet" in unseen
    looked = client.post(address, wanted | {"look": "yes"})
    assert ["555-0102" in view for view in views(looked.content.decode())] == [False, True, True]
    seen = looked.context["form"].seen
    again = client.post(address, {str(nurse.pk): "inner", "seen": seen, "save": "yes"}).content.decode()
    assert "Not saved yet" in again, "the choice was changed after the look"
    assert ["555-0102" in view for view in views(again)] == [False, False, True]
    assert client.post(address, wanted | {"seen": seen, "save": "yes"}).status_code == 302
    nurse.refresh_from_db()
    assert nurse.shown_to == "partner"
    assert Line.objects.get(act="directory.shown_to").detail == {f"phone {nurse.pk}": "partner"}
    assert "555-0102" not in json.dumps(Client().get(f"/hsds/services/{otp.pk}").json())


def test_a_confidential_place_is_in_none_of_the_three(otp: Service) -> None:
    where = make.place(otp, name="Elm house", confidential=True)
    Address.objects.create(
        coalition=otp.coalition, location=where, address_1="12 Elm Street", city="Harbor", postal_code="05601"
    )
    line(otp, "555-0199", location=where)
    Contact.objects.create(coalition=otp.coalition, location=where, service=otp, name="The night porter")
    line(otp, "555-0100")
    page = browser(make.worker(otp.program)).get(f"/services/shown/{otp.pk}/").content.decode()  # type: ignore[arg-type]
    for view in views(page):
        assert "555-0100" in view
        assert "in none of the three views" in view
    for secret in ("Elm", "05601", "555-0199", "night porter"):
        assert secret not in page
    Location.objects.update(confidential=False)
    page = browser(make.worker(otp.program, name="Kim Ray")).get(f"/services/shown/{otp.pk}/").content.decode()  # type: ignore[arg-type]
    assert "12 Elm Street" in page


def test_a_contact_takes_along_the_number_that_is_only_theirs(otp: Service) -> None:
    nurse = Contact.objects.create(coalition=otp.coalition, service=otp, name="Jo Ray", title="nurse")
    Phone.objects.create(coalition=otp.coalition, contact=nurse, number="555-0103")
    desk = line(otp, "555-0104", contact=nurse)
    client = browser(make.worker(otp.program))  # type: ignore[arg-type]
    given = {str(row.pk): "public" for row in Phone.objects.all()} | {str(nurse.pk): "inner"}
    everyone, partners, own = views(client.post(f"/services/shown/{otp.pk}/", given).content.decode())
    assert "555-0103" not in everyone + partners
    assert desk.number in everyone
    assert all(words in own for words in ("Jo Ray, nurse", "555-0103"))


def test_only_its_own_people_decide_and_a_strange_word_is_sent_back(otp: Service) -> None:
    number = line(otp, "555-0100")
    address = f"/services/shown/{otp.pk}/"
    coalition_desk = make.program(make.clinic(otp.coalition, "Coalition"))
    for viewer in (make.worker(coalition_desk), make.worker(coalition_desk, Role.COALITION_COORDINATOR)):
        assert browser(viewer).get(address).status_code == 404
    own = browser(make.worker(otp.program))  # type: ignore[arg-type]
    assert own.post(address, {str(number.pk): "nobody", "save": "yes"}).status_code == 400
    assert own.get(f"/services/shown/{otp.organization_id}/").status_code == 200
    assert own.get("/services/shown/00000000-0000-0000-0000-000000000001/").status_code == 404
