"""Work passes from one to the next and ends; a parent gets a page of her own, and it can be closed at once."""

from __future__ import annotations

import pytest
from django.test import Client

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.models import Membership
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Family, Involvement, Person
from tests.test_household import county, led

__all__ = ["county", "led"]
pytestmark = pytest.mark.django_db


def link_of(page: bytes) -> str:
    address = page.decode().partition('<code class="kb-code">')[2].partition("</code>")[0]
    return address.removeprefix("http://testserver")


def acts(county: County) -> list[str]:
    return list(Line.objects.filter(family_id=county.family.pk).order_by("pk").values_list("act", flat=True))


def test_a_supervisor_passes_the_work_on_and_a_stranger_to_it_cannot(led: County) -> None:
    at = f"/family/{led.family.key}/people/work/"
    Involvement.objects.filter(family=led.family, program=led.welfare).update(worker=led.worker.user_id)
    pat = works("Pat Orr", led.welfare, Role.CASEWORKER)
    assert browser(pat).get(at).status_code == 403
    boss = browser(works("Bea Holt", led.welfare, Role.SUPERVISOR))
    assert boss.post(at, {"worker": str(led.nurse.user_id)}).status_code == 400  # works for another program
    assert boss.post(at, {"worker": str(pat.user_id)}).status_code == 302
    assert Involvement.objects.get(family=led.family, program=led.welfare).worker_id == pat.user_id
    assert acts(led) == ["family.assigned"]


def test_a_lead_does_not_leave_while_partners_it_may_know_of_go_on(led: County) -> None:
    at = f"/family/{led.family.key}/people/work/"
    client = browser(led.worker)
    told = client.post(at, {"what": "end", "sure": "on"})
    assert told.status_code == 400
    assert b"Hand the lead over first" in told.content
    Involvement.objects.filter(family=led.family).exclude(program__in=[led.welfare, led.methadone]).delete()
    assert client.post(at, {"what": "end", "sure": "on"}).status_code == 302  # the hidden program does not hold it back
    assert client.get(f"/family/{led.family.key}/people/").status_code == 404
    assert Family.objects.get(pk=led.family.pk).closed_on is None
    assert browser(led.nurse).post(at, {"what": "end", "sure": "on"}).status_code == 302
    assert Family.objects.get(pk=led.family.pk).closed_on is not None
    assert acts(led) == ["family.work_ended", "family.closed"]


def test_a_mother_opens_her_own_page_with_the_link_and_it_is_closed_at_once(led: County) -> None:
    Person.objects.filter(pk=led.ana.pk).update(account=None)
    at, client = f"/family/{led.family.key}/people/{led.ana.key}/page/", browser(led.worker)
    assert client.post(at, {"email": "ana@home.example"}).status_code == 400  # she has not been told
    link = link_of(client.post(at, {"email": "ana@home.example", "told": "on"}).content)
    her, password = Client(), "birds at the window"
    form = her.get(link, follow=True).redirect_chain[-1][0]
    her.post(form, {"password1": password, "password2": password})
    account = User.objects.get(email="ana@home.example")
    assert account.check_password(password)
    her.force_login(account)
    assert "Ana" in her.get("/my/").content.decode()
    assert client.post(f"{at}close/").status_code == 302
    assert her.get("/my/").status_code == 403
    client.post(at, {"email": "ana@home.example", "told": "on"})
    assert her.get("/my/").status_code == 200
    assert acts(led)[:1] == ["family.page_opened"]


def test_nobody_s_account_is_tied_to_another_person_s_record(led: County) -> None:
    Person.objects.filter(pk=led.ana.pk).update(account=None)
    at, client = f"/family/{led.family.key}/people/{led.ana.key}/page/", browser(led.worker)
    nurse = User.objects.get(pk=led.nurse.user_id)
    told = client.post(at, {"email": nurse.email.upper(), "told": "on"})
    assert told.status_code == 400
    assert Person.objects.get(pk=led.ana.pk).account is None
    assert not Membership.objects.filter(user=nurse, role=Role.PARENT).exists()


def test_a_baby_has_no_page_and_only_the_lead_opens_one(led: County) -> None:
    baby = f"/family/{led.family.key}/people/{led.baby.key}/page/"
    assert browser(led.worker).get(baby).status_code == 404
    assert browser(led.nurse).get(f"/family/{led.family.key}/people/{led.ana.key}/page/").status_code == 403
