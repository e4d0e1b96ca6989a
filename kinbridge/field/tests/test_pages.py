"""The aid without a sign-in or a script; what a phone keeps; and readiness by unit."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.field import shell
from kinbridge.field.actions.readiness import Box, carry
from kinbridge.field.forms_incidents import ReportForm
from kinbridge.field.models import Carried
from kinbridge.field.reading_readiness import own_units
from kinbridge.field.rules.aid import aid

pytestmark = pytest.mark.django_db
READY = reverse("field:readiness")


@pytest.fixture
def chief(county: County) -> Viewer:
    return works("Sam Ortiz", county.welfare, Role.SUPERVISOR)


def test_every_kept_page_is_the_same_for_a_stranger_and_for_a_worker(county):
    worker = browser(county.worker)
    for address in shell.addresses().values():
        page = Client().get(address)
        assert page.status_code == 200
        assert page.content == worker.get(address).content
        assert not re.search(rb"csrf|nonce|Dana|Bluewater", page.content), address
        assert len(re.findall(rb"<h1", page.content)) == 1


def test_the_phone_keeps_every_step_and_asks_for_nothing_elsewhere():
    script = Client().get(reverse("field:worker")).content.decode()
    kept = json.loads(script.split("\n", 1)[0].removeprefix("const KEPT = ").rstrip(";"))
    assert set(kept["pages"]) == set(shell.addresses().values())
    assert len([page for page in kept["pages"] if "/step/" in page]) == len(aid().steps)
    assert all(path.startswith("/") for path in (*kept["pages"], *kept["files"], kept["away"]))
    assert 'credentials: "omit"' in script
    shown = json.loads(Client().get(reverse("field:manifest")).content)
    assert (shown["start_url"], shown["scope"], shown["display"]) == ("/field/", "/field/", "standalone")


def test_the_log_on_the_phone_has_the_fields_that_the_site_takes():
    page = shell.page("log")
    assert set(re.findall(r'name="(\w+)"', page)) - {"viewport", "robots"} >= set(ReportForm().fields)


def test_an_unknown_step_is_not_found():
    assert Client().get("/field/step/nothing/").status_code == 404


def box(by: Viewer, *, days: int, doses: int = 2) -> Carried:
    expires = localdate() + timedelta(days=days)
    return carry(box=Box(lot="NX-1", doses=doses, expires_on=expires), by=by, at=now())


def test_expired_naloxone_is_flagged_and_its_carrier_reminded_once_by_a_message_that_says_nothing(
    county, chief, django_capture_on_commit_callbacks
):
    late = box(county.worker, days=-3)
    client = browser(chief)
    page = client.get(READY).content.decode()
    assert "0 of 1" in page
    assert "Naloxone: expired" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("field:remind", args=[late.pk]))
    [message] = mail.outbox
    assert message.to == ["dana.cole@example.org"]
    assert "naloxone" not in message.body.lower()
    desk = browser(county.worker).get("/").content.decode()
    assert "Your supervisor asks you to replace it." in desk


def test_a_box_of_another_unit_is_not_there_for_this_supervisor(county, chief):
    foreign = box(county.visitor, days=-3)
    assert browser(chief).post(reverse("field:remind", args=[foreign.pk])).status_code == 404


def test_the_carrier_writes_down_a_box_and_takes_it_off_again(county):
    client = browser(county.worker)
    given = {"lot": "NX-2", "expires_on": str(localdate() + timedelta(days=5)), "doses": "2"}
    assert client.post(reverse("field:kit"), {**given, "doses": "0"}).status_code == 400
    client.post(reverse("field:kit"), given)
    assert "expires soon" in client.get(reverse("field:kit")).content.decode()
    one = Carried.objects.get()
    client.post(reverse("field:end", args=[one.pk]), {"why": "used"})
    one.refresh_from_db()
    assert (one.ended_on, one.ended_why) == (localdate(), "used")


def test_what_is_handed_out_at_a_door_is_counted_for_the_unit_and_names_nobody(county, chief):
    client, page = browser(county.worker), reverse("field:given")
    given = {"thing": "lock_box", "count": "2", "given_on": str(localdate())}
    assert client.post(page, {**given, "count": "0"}).status_code == 400
    assert client.post(page, {**given, "given_on": "2020-01-01"}).status_code == 400
    client.post(page, given)
    client.post(page, {**given, "count": "3"})
    assert "<td>5</td>" in browser(chief).get(page).content.decode()
    assert "<td>5</td>" not in browser(county.visitor).get(page).content.decode(), "another unit"
    assert browser(county.nurse).get(page).status_code == 403


def test_a_drill_and_a_count_stand_in_the_unit(county, chief):
    client = browser(chief)
    drill = {"program": county.welfare.pk, "what": "naloxone", "held_on": str(localdate())}
    client.post(reverse("field:drill"), {**drill, "people": [county.worker.user_id]})
    gear = {"program": county.welfare.pk, "item": "masks", "count": "1", "wanted": "4"}
    client.post(reverse("field:gear"), gear)
    [own] = own_units(by=chief, at=now())
    assert own.unit.drilled == 1
    assert [stock.short for stock in own.gear] == [True]
    foreign = {**drill, "program": county.visiting.pk, "people": [county.worker.user_id]}
    assert client.post(reverse("field:drill"), foreign).status_code == 400


@pytest.mark.parametrize("where", ["readiness", "drill", "gear"])
def test_readiness_by_name_is_for_supervisors(county, where):
    assert browser(county.worker).get(reverse(f"field:{where}")).status_code == 403


def test_others_see_counts_of_units_and_of_small_ones_nothing(county, chief):
    trainer = works("Tara Low", county.clinic, Role.TRAINER)
    page = browser(trainer).get(reverse("field:units")).content.decode()
    assert "too few to show" in page
    assert "Dana Cole" not in page
    assert browser(county.worker).get(reverse("field:units")).status_code == 403


def test_the_aid_is_on_the_desk_and_in_the_navigation_of_who_goes_into_homes(county):
    assert browser(county.worker).get("/").content.decode().count('href="/field/"') >= 2
    assert "In a home" not in browser(county.nurse).get("/").content.decode()
