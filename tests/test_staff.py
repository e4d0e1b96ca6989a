"""Who works where: given and ended by those who may, and no way into an account of somebody else's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.consents.tests.county import County, made, program, works
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import Membership, Program
from kinbridge.directory.tests.browsing import browser

pytestmark = pytest.mark.django_db
NEW = {"first_name": "Nell", "last_name": "Ivers", "email": "Nell.Ivers@county.example"}


@pytest.fixture
def county() -> County:
    return made()


def given(at: Program, role: Role = Role.CASEWORKER, **changes: str) -> dict[str, str]:
    return {**NEW, "program": str(at.pk), "role": role.value, **changes}


def link_of(page: str) -> str:
    return page.partition('<code class="kb-code">')[2].partition("</code>")[0].removeprefix("http://testserver")


def test_somebody_new_chooses_a_password_by_the_link_and_works_until_it_is_ended(county: County) -> None:
    boss = browser(works("Bea Holt", county.welfare, Role.SUPERVISOR))
    link = link_of(boss.post("/staff/", given(county.welfare)).content.decode())
    nell, client = User.objects.get(email="nell.ivers@county.example"), Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "a long walk by the river", "password2": "a long walk by the river"})
    nell.refresh_from_db()
    assert nell.check_password("a long walk by the river")
    assert b"password1" not in client.get(link, follow=True).content  # it works once

    membership = Membership.objects.get(user=nell)
    assert boss.post(f"/staff/{membership.pk}/leave/").status_code == 302
    membership.refresh_from_db()
    assert membership.until is not None
    acts = Line.objects.filter(act__startswith="staff.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["staff.welcomed", "staff.left"]


def test_a_supervisor_gives_work_in_her_own_program_and_no_role_that_watches_over_others(county: County) -> None:
    boss = browser(works("Bea Holt", county.welfare, Role.SUPERVISOR))
    assert boss.post("/staff/", given(county.methadone)).status_code == 400
    assert boss.post("/staff/", given(county.welfare, Role.PRIVACY_OFFICER)).status_code == 400
    assert boss.post("/staff/", given(county.welfare, Role.PARENT)).status_code == 400
    nurse = Membership.objects.get(user=county.nurse.user_id)
    assert boss.post(f"/staff/{nurse.pk}/leave/").status_code == 404
    assert not User.objects.filter(first_name="Nell").exists()


def test_an_administrator_keeps_the_organization_and_the_coalition_s_keeps_all(county: County) -> None:
    own = browser(works("Ada Lund", county.clinic, Role.ADMINISTRATOR))
    assert own.post("/staff/", given(county.clinic, Role.PRIVACY_OFFICER)).status_code == 200
    assert own.post("/staff/", given(county.welfare, email="x@y.example")).status_code == 400
    office = program(county.coalition, "Coalition office", OrganizationKind.COALITION)
    chief = browser(works("Carla Moss", office, Role.ADMINISTRATOR))
    assert "Dana Cole" in chief.get("/staff/").content.decode()
    assert chief.post("/staff/", given(county.methadone, Role.COUNSELOR, email="z@y.example")).status_code == 200


def test_nobody_gets_a_link_into_an_account_that_works_elsewhere_or_is_in_use(county: County) -> None:
    first = browser(works("Bea Holt", county.welfare, Role.SUPERVISOR))
    assert link_of(first.post("/staff/", given(county.welfare)).content.decode())
    second = browser(works("Ada Lund", county.clinic, Role.ADMINISTRATOR))
    told = second.post("/staff/", given(county.clinic, Role.CLINICIAN)).content.decode()
    assert not link_of(told)
    there = Membership.objects.get(user__first_name="Nell", program=county.clinic)
    assert second.post(f"/staff/{there.pk}/link/").status_code == 302
    User.objects.filter(first_name="Nell").update(last_login=now())
    here = Membership.objects.get(user__first_name="Nell", program=county.welfare)
    assert first.post(f"/staff/{here.pk}/link/").status_code == 302


def test_what_cannot_be_is_refused_in_words(county: County) -> None:
    viewer = works("Bea Holt", county.welfare, Role.SUPERVISOR)
    boss = browser(viewer)
    boss.post("/staff/", given(county.welfare))
    assert "They have this role" in boss.post("/staff/", given(county.welfare)).content.decode()
    parent = User.objects.get(pk=county.mother.user_id).email
    assert "own page" in boss.post("/staff/", given(county.welfare, email=parent)).content.decode()
    own = Membership.objects.get(user=viewer.user_id)
    assert boss.post(f"/staff/{own.pk}/leave/").status_code == 404  # a supervisor's role is not hers to give
    assert browser(county.worker).get("/staff/").status_code == 403
    assert browser(county.mother).get("/staff/").status_code == 403
