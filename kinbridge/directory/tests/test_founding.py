"""A county begins from nothing: its coalition, its first administrator, its partners and their programs."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import Coalition, Membership, Organization, Program

pytestmark = pytest.mark.django_db
HARBOR = {
    "name": "Harbor Families",
    "state": "Vermont",
    "county": "Harbor",
    "email": "noor@harbor.example",
    "person": "Noor Haddad",
    "time_zone": "America/New_York",
}


@pytest.fixture
def noor() -> Client:
    call_command("begin", **HARBOR, stdout=StringIO())
    client = Client()
    client.force_login(User.objects.get())
    return client


def test_one_command_makes_a_coalition_whose_administrator_can_sign_in() -> None:
    told = StringIO()
    call_command("begin", **HARBOR, stdout=told)
    membership = Membership.objects.select_related("program__organization__coalition", "user").get()
    assert (membership.role, membership.user.last_name) == (Role.ADMINISTRATOR, "Haddad")
    assert membership.program.organization.coalition.state == "VT"
    link = told.getvalue().split()[-1]
    assert Client().get("/" + link.partition("//")[2].partition("/")[2], follow=True).status_code == 200


def test_from_nothing_to_a_partner_whose_people_can_begin(noor: Client) -> None:
    assert noor.get("/").status_code == 200
    said = {"name": "River Clinic", "program": "Prenatal care", "kind": "clinic", "covered_entity": "on"}
    noor.post("/staff/partners/", said)
    clinic = Organization.objects.get(name="River Clinic")
    assert (clinic.kind, clinic.covered_entity) == (OrganizationKind.CLINIC, True)
    page = f"/staff/partners/{clinic.pk}/"
    assert noor.post(page, {"name": "Pediatrics"}).status_code == 302
    assert noor.post(page, {"kind": "hospital"}).status_code == 302
    clinic.refresh_from_db()
    assert (clinic.kind, clinic.covered_entity) == (OrganizationKind.HOSPITAL, False)
    line = Line.objects.get(act="partner.described")
    assert line.detail["was"] == {"kind": "clinic", "covered_entity": True}
    program = Program.objects.get(name="Pediatrics")
    welcome = {"first_name": "Ida", "last_name": "Roe", "email": "ida@river.example", "role": "administrator"}
    assert b"kb-code" in noor.post("/staff/", {**welcome, "program": str(program.pk)}).content
    ida = Client()
    ida.force_login(User.objects.get(first_name="Ida"))
    assert ida.post(f"/services/programs/{program.pk}/attest/", {"regimes": ["hipaa"], "sure": "on"}).status_code == 302
    program.refresh_from_db()
    assert program.regimes == ["hipaa"]
    assert ida.get("/staff/partners/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"state": "Atlantis"}, "is no state"),
        ({"time_zone": "Moon/Base"}, "is no time zone"),
        ({"email": "noor"}, "cannot be read"),
    ],
)
def test_what_cannot_begin_is_refused_in_words(changes: dict[str, str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        call_command("begin", **HARBOR | changes)
    assert not Coalition.objects.exists()


def test_a_name_or_an_address_is_taken_once(noor: Client) -> None:
    with pytest.raises(CommandError, match="has an account already"):
        call_command("begin", **HARBOR | {"name": "Other"})
    with pytest.raises(CommandError, match="of that name already"):
        call_command("begin", **HARBOR | {"email": "x@harbor.example"})
