"""A worker opens a family from its first sign, and keeps its household right; nothing that was so is erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, made, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Custody, Family, Involvement, Kinship, Member, Person, Pregnancy, SafeContact

pytestmark = pytest.mark.django_db
LENA = {"given_name": "Lena", "family_name": "Frost", "relation": "mother", "language": "en"}


@pytest.fixture
def county() -> County:
    return made()


@pytest.fixture
def led(county: County) -> County:
    Involvement.objects.filter(family=county.family, program=county.welfare).update(lead=True)
    return county


def test_a_family_is_opened_with_one_name_a_pregnancy_and_a_safe_number(county: County) -> None:
    due = localdate() + timedelta(days=90)
    reach = {"channel": "text", "value": "555 0134", "note": "No voice mail."}
    answer = browser(county.worker).post("/families/new/", {**LENA, "due_on": str(due), **reach})
    family = Family.objects.get(name="Frost family")
    assert answer["Location"] == f"/family/{family.key}/people/"
    works_with = Involvement.objects.get(family=family)
    assert (works_with.program, works_with.lead, works_with.worker_id) == (county.welfare, True, county.worker.user_id)
    assert works_with.person is None
    pregnancy = Pregnancy.objects.get(family=family)
    assert pregnancy.infants.get().birth_date is None
    assert Member.objects.filter(family=family).count() == 2
    assert SafeContact.objects.get(family=family).value == "555 0134"
    assert Line.objects.get(family_id=family.pk).act == "family.opened"
    assert "Lena Frost is pregnant" in browser(county.worker).get(answer["Location"]).content.decode()


def test_a_treatment_program_that_opens_a_family_serves_that_person(county: County) -> None:
    browser(county.nurse).post("/families/new/", LENA)
    opened = Involvement.objects.get(family__name="Frost family")
    assert opened.person is not None
    assert opened.person.given_name == "Lena"


def test_somebody_one_works_with_already_is_pointed_out_and_nobody_else_s_families_are(county: County) -> None:
    ana = {"given_name": "ana", "family_name": "RIVERA", "relation": "mother", "language": "en"}
    client = browser(county.worker)
    warned = client.post("/families/new/", ana)
    assert warned.status_code == 409
    assert f"/family/{county.family.key}/" in warned.content.decode()
    assert client.post("/families/new/", {**ana, "another": "on"}).status_code == 302
    Involvement.objects.filter(program=county.clinic).delete()
    stranger = browser(works("Sam Poole", county.clinic, Role.CLINICIAN))
    assert stranger.post("/families/new/", ana).status_code == 302  # as if nobody knew her


def test_who_does_not_begin_work_with_families_opens_none(county: County) -> None:
    assert browser(works("Cory Vale", county.welfare, Role.EVALUATOR)).get("/families/new/").status_code == 403
    assert browser(county.mother).get("/families/new/").status_code == 403


def test_the_household_is_added_to_and_what_ended_is_kept(led: County) -> None:
    client, at = browser(led.worker), f"/family/{led.family.key}/people/"
    aunt = {"given_name": "Rosa", "family_name": "Rivera", "relation": "other_adult", "language": "es"}
    tie = {"kind": "aunt_uncle", "relative": str(led.leo.pk)}
    assert client.post(f"{at}add/person/", {**aunt, **tie}).status_code == 302
    rosa = Person.objects.get(given_name="Rosa")
    kin = Kinship.objects.get(person=rosa)
    custody = {
        "child": str(led.leo.pk),
        "power": "physical",
        "holder": str(rosa.pk),
        "order": "JD-1",
        "since": "2026-01-02",
    }
    assert client.post(f"{at}add/custody/", custody).status_code == 302
    assert (
        client.post(
            f"{at}add/contact/", {"person": str(rosa.pk), "channel": "call", "value": "1", "safe": "False"}
        ).status_code
        == 302
    )
    assert not SafeContact.objects.get(person=rosa).safe
    page = client.get(at).content.decode()
    assert "Rosa Rivera: aunt or uncle of Leo Rivera" in page

    assert client.post(f"{at}end/kin/{kin.pk}/", {"on": str(localdate())}).status_code == 302
    assert client.get(f"{at}end/kin/{kin.pk}/").status_code == 404
    assert Kinship.objects.get(pk=kin.pk).until == localdate()
    assert Custody.objects.get(child=led.leo).holder == rosa


def test_a_name_is_put_right_and_the_audit_keeps_which_fields_and_no_content(led: County) -> None:
    at = f"/family/{led.family.key}/people/{led.baby.key}/"
    said = {"given_name": "Mia", "family_name": "Rivera", "relation": "infant", "language": "en"}
    client = browser(led.worker)
    assert client.post(at, said).status_code == 302
    assert Person.objects.get(pk=led.baby.pk).name == "Mia Rivera"
    line = Line.objects.get(family_id=led.family.pk, act="family.person_mended")
    assert line.detail == {"changed": ["given_name"]}
    client.post(at, said)
    assert Line.objects.filter(family_id=led.family.pk, act="family.person_mended").count() == 1


def test_one_pregnancy_at_a_time(led: County) -> None:
    at = f"/family/{led.family.key}/people/add/pregnancy/"
    said = {"person": str(led.ana.pk), "due_on": str(localdate() + timedelta(days=50)), "babies": "2"}
    client = browser(led.worker)
    assert client.post(at, said).status_code == 302
    assert Pregnancy.objects.get(family=led.family).infants.count() == 2
    again = client.post(at, said)
    assert again.status_code == 400
    assert "A pregnancy is on file already" in again.content.decode()


def test_after_a_loss_the_unborn_belong_to_the_family_no_longer_and_their_record_stays(led: County) -> None:
    at, client = f"/family/{led.family.key}/people/", browser(led.worker)
    due = str(localdate() + timedelta(days=50))
    client.post(f"{at}add/pregnancy/", {"person": str(led.ana.pk), "due_on": due, "babies": "1"})
    pregnancy = Pregnancy.objects.get(family=led.family)
    unborn = pregnancy.infants.get()
    page = f"{at}pregnancy/{pregnancy.pk}/"
    assert client.post(page, {"on": due, "outcome": "loss"}).status_code == 400
    assert client.post(page, {"on": str(localdate()), "outcome": "loss"}).status_code == 302
    pregnancy.refresh_from_db()
    assert (pregnancy.outcome, pregnancy.ended_on) == ("loss", localdate())
    assert not Member.objects.on(localdate()).filter(person=unborn).exists()
    assert Person.objects.filter(pk=unborn.pk).exists()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("what", "said", "told"),
    [
        ("person", {"relation": "child", "language": "en"}, "first or a last name"),
        ("person", {**LENA, "birth_date": "2150-01-01"}, "still to come"),
        ("person", {**LENA, "kind": "sibling"}, "to whom"),
        ("pregnancy", {"due_on": "2199-01-01", "babies": "1"}, "next ten months"),
        ("pregnancy", {"due_on": "soon", "babies": "40"}, "less than or equal to 5"),
        ("kin", {"kind": "sibling"}, "two different people"),
        ("custody", {"power": "legal", "since": "1700-01-01"}, "too long ago"),
    ],
)
def test_what_cannot_be_is_refused_in_words(led: County, what: str, said: dict[str, str], told: str) -> None:
    who = {name: str(led.ana.pk) for name in ("person", "relative")} if what in ("pregnancy", "kin") else {}
    child = {"child": str(led.leo.pk)} if what == "custody" else {}
    answer = browser(led.worker).post(f"/family/{led.family.key}/people/add/{what}/", {**who, **child, **said})
    assert answer.status_code == 400
    assert told in answer.content.decode()


def test_only_who_leads_or_child_welfare_keeps_the_household(county: County) -> None:
    at = f"/family/{county.family.key}/people/"
    nurse = browser(county.nurse)
    assert "Add a person" not in nurse.get(at).content.decode()
    assert nurse.post(f"{at}add/person/", LENA).status_code == 403
    assert nurse.get(f"{at}{county.ana.key}/").status_code == 403
    Involvement.objects.filter(family=county.family, program=county.methadone).update(lead=True)
    assert nurse.get(f"{at}add/person/").status_code == 200
    assert nurse.get(f"{at}add/custody/").status_code == 403
    assert browser(county.mother).get(f"{at}add/person/").status_code == 403
