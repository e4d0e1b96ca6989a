"""The kit: near, in two languages, sent once; and no trace of where someone is."""

from __future__ import annotations

import logging

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.directory.models import Address, Attribute, Organization, Phone, Taxonomy, TaxonomyTerm
from kinbridge.directory.tests import partners as make

pytestmark = pytest.mark.django_db
COLUMBUS, CLEVELAND = "43215", "44113"


@pytest.fixture
def harbor() -> Organization:
    """A county with a box and naloxone near Columbus, and a hospital near Cleveland."""
    health = make.clinic(make.county(), "Health Department")
    taxonomy = Taxonomy.objects.create(coalition=health.coalition, name="Kinbridge")
    for name, code, latitude, longitude in (
        ("Near hospital", "emergency_department", 39.97, -83.0),
        ("Far hospital", "emergency_department", 41.48, -81.7),
        ("Box", "drop_box", 39.98, -83.0),
    ):
        organization = make.clinic(health.coalition, name)
        service = make.service(organization, "Care")
        where = make.place(service, latitude, longitude)
        Address.objects.create(
            coalition=health.coalition,
            location=where,
            address_1="1 Main Street",
            city="Town",
            state_province="OH",
            postal_code="43215",
            country="US",
            address_type="physical",
        )
        Phone.objects.create(coalition=health.coalition, organization=organization, number="555-0101")
        term = TaxonomyTerm.objects.create(
            coalition=health.coalition,
            code=f"kit:{code}",
            name=code,
            taxonomy="Kinbridge",
            taxonomy_detail=taxonomy,
        )
        Attribute.objects.create(
            coalition=health.coalition, link_id=service.pk, link_entity="service", taxonomy_term=term
        )
    return health


def test_anyone_sees_whom_to_call_and_the_nearest_first(harbor: Organization) -> None:
    page = Client().post("/kit/", {"zip": COLUMBUS}).content.decode()
    for words in ("911", "988", "1-800-222-1222", "555-0101", "1 Main Street, Town", "Someone will not wake up"):
        assert words in page
    assert page.index("Near hospital") < page.index("Far hospital")
    assert "about 1 mile" in page
    away = Client().post("/kit/", {"zip": CLEVELAND}).content.decode()
    assert away.index("Far hospital") < away.index("Near hospital")


def test_the_kit_speaks_spanish(harbor: Organization) -> None:
    page = Client(headers={"Accept-Language": "es"}).get("/kit/").content.decode()
    assert "Ayuda para tener a mano" in page
    assert "Naloxona, gratis" in page
    assert 'lang="es"' in page


@override_settings(KINBRIDGE_TEXTS="kinbridge.reminders.sending.TextsInFile")
def test_a_place_and_a_phone_leave_no_trace(harbor: Organization, tmp_path, caplog) -> None:
    """Not in an address, a cookie, a session, the log, the audit, or any table."""
    caplog.set_level(logging.DEBUG)
    client = Client()
    client.force_login(User.objects.get(pk=make.worker(make.program(harbor), Role.PEER).user_id))
    with override_settings(OUTBOX=tmp_path):
        answer = client.post("/kit/", {"zip": COLUMBUS})
        sent = client.post("/kit/text/", {"phone": "(614) 555-0188"})
    assert (answer.status_code, sent.status_code) == (200, 200)
    assert "no-store" in answer["Cache-Control"]
    assert COLUMBUS not in str(answer.cookies) + str(answer.headers)
    kept = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    kept += " ".join(f"{line.act} {line.about} {line.detail}" for line in Line.objects.all()) + caplog.text
    assert COLUMBUS not in kept
    assert "5550188" not in kept
    assert Line.objects.filter(act="kit.texted").count() == 1
    told = (tmp_path / "texts.txt").read_text("utf-8")
    assert "911" in told
    assert "Near hospital" in told or "Far hospital" in told


@pytest.mark.parametrize("zip_code", ["", "00000", "abcde", "4321", "\x00", "９９９９９"])
def test_what_is_no_zip_code_is_sent_back_in_words(harbor: Organization, zip_code: str) -> None:
    assert Client().post("/kit/", {"zip": zip_code}).status_code == 400


@override_settings(KINBRIDGE_TEXTS="")
def test_nobody_sends_texts_without_an_account_or_where_none_are_offered(harbor: Organization) -> None:
    assert Client().post("/kit/text/", {"phone": "6145550188"}).status_code == 302
    client = Client()
    client.force_login(User.objects.get(pk=make.worker(make.program(harbor), Role.PEER).user_id))
    assert "Send it to a phone" not in client.get("/kit/").content.decode()
    assert client.post("/kit/text/", {"phone": "6145550188"}).status_code == 400


def test_with_two_coalitions_a_stranger_sees_the_lines_alone(harbor: Organization) -> None:
    make.county("Lake County")
    page = Client().get("/kit/").content.decode()
    assert "988" in page
    assert "Near hospital" not in page
