"""A county's own values: set by a coordinator, dated, in force on the same due dates, and never marked again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.clocks.actions import OwnValue, set_value
from kinbridge.clocks.local import terms_here
from kinbridge.clocks.models import LocalValue
from kinbridge.clocks.reading import due_for
from kinbridge.clocks.rules import Deadline
from kinbridge.clocks.rules.days import Span, Unit
from kinbridge.clocks.rules.settings import SETTINGS
from kinbridge.clocks.tests.test_views import happened, page, today
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora(county: County) -> Viewer:
    return works("Cora Lind", county.welfare, Role.COALITION_COORDINATOR)


def confirmed(name: str, value: Any, *, since: date, by: Viewer) -> LocalValue:
    own = OwnValue(name, value, "Local rule 4.2", since, "Judge A. Fenn, family division", since)
    return set_value(own=own, by=by, at=timezone.now())


def first_contact(county: County) -> Deadline:
    found = due_for(by=county.worker, at=timezone.now()).due
    return next(one.deadline for one in found if one.deadline.rule == "SYS-CONTACT")


def test_a_confirmed_value_moves_the_date_and_takes_its_mark_away(county: County, cora: Viewer) -> None:
    happened(county, county.leo, "report", 2, track="assessment", priority="72_hours")
    before = first_contact(county)
    assert before.confidence.confirm_locally
    confirmed("first_contact", Span(5, Unit.DAYS), since=today() - timedelta(days=30), by=cora)
    after = first_contact(county)
    assert after.due == today() + timedelta(days=3) != before.due
    assert (after.cite, after.confidence.confirm_locally) == ("Local rule 4.2", False)
    assert "5 days after" in " ".join(after.why)


def test_a_value_holds_from_its_day_and_the_newest_that_has_begun_counts(county: County, cora: Viewer) -> None:
    start = today() - timedelta(days=100)
    for days, value in ((0, 5), (40, 6), (400, 7)):
        confirmed("first_contact", Span(value, Unit.DAYS), since=start + timedelta(days=days), by=cora)
    in_force = {day: terms_here(cora, on=start + timedelta(days=day)).span("first_contact") for day in (-1, 0, 41, 401)}
    assert {day: span.n for day, span in in_force.items() if span} == {-1: 72, 0: 5, 41: 6, 401: 7}


def test_a_setting_given_back_is_the_state_s_again(county: County, cora: Viewer) -> None:
    confirmed("first_contact", Span(5, Unit.DAYS), since=today() - timedelta(days=9), by=cora)
    confirmed("first_contact", None, since=today() - timedelta(days=1), by=cora)
    term = terms_here(cora, on=today()).get("first_contact")
    assert term is not None
    assert not term.local


def test_another_county_s_value_is_not_ours(county: County, cora: Viewer) -> None:
    confirmed("first_contact", Span(5, Unit.DAYS), since=today(), by=cora)
    stranger = Viewer(**{field: getattr(cora, field) for field in cora.__slots__} | {"coalition_id": 0})
    assert terms_here(stranger, on=today()).own("first_contact") is None


def test_what_was_written_down_is_never_changed(county: County, cora: Viewer) -> None:
    row = confirmed("first_contact", Span(5, Unit.DAYS), since=today(), by=cora)
    with pytest.raises(DatabaseError), transaction.atomic():
        LocalValue.objects.filter(pk=row.pk).update(source="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def answers(**changes: Any) -> dict[str, Any]:
    said = {"n": "4", "unit": "days", "source": "Local rule 4.2", "confirmed_by": "Judge A. Fenn"}
    return said | {"effective_from": today().isoformat(), "confirmed_on": today().isoformat()} | changes


def test_the_coordinator_sets_a_value_on_its_page_and_everyone_reads_it(county: County, cora: Viewer) -> None:
    address = reverse("clocks:value", args=["first_contact"])
    client = browser(cora)
    assert "Set or confirm it" in client.get(address).content.decode()
    assert client.post(address, answers()).status_code == 302
    said = client.get(address).content.decode()
    assert "Here, today: 4 days." in said
    assert "Judge A. Fenn" in said
    line = Line.objects.get(act="clocks.value_set")
    assert (line.actor_id, line.detail["name"]) == (cora.user_id, "first_contact")
    listed = browser(county.worker).get(reverse("clocks:values")).content.decode()
    assert "Confirmed here" in listed
    happened(county, county.leo, "report", 1, track="assessment", priority="72_hours")
    assert "Local rule 4.2" in page(county, county.worker)


def test_others_may_read_a_value_and_not_set_it(county: County) -> None:
    client = browser(county.worker)
    address = reverse("clocks:value", args=["first_contact"])
    assert "Set or confirm it" not in client.get(address).content.decode()
    assert client.post(address, answers()).status_code == 403
    assert client.get(reverse("clocks:value", args=["no_such_thing"])).status_code == 404
    assert not LocalValue.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": ""},
        {"n": "0"},
        {"n": "99999"},
        {"unit": "fortnights"},
        {"source": ""},
        {"confirmed_by": ""},
        {"effective_from": "0001-01-01"},
        {"confirmed_on": "2149-01-01"},
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_written(cora: Viewer, wrong: dict[str, str]) -> None:
    answer = browser(cora).post(reverse("clocks:value", args=["first_contact"]), answers(**wrong))
    assert answer.status_code == 400
    assert not LocalValue.objects.exists()


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_can_be_confirmed_on_its_page(cora: Viewer, name: str) -> None:
    setting = SETTINGS[name]
    word = "yes" if setting.takes == "yes or no" else next(iter(setting.takes)) if setting.takes != "time" else ""
    address = reverse("clocks:value", args=[name])
    assert browser(cora).post(address, answers(word=word)).status_code == 302
    assert terms_here(cora, on=today()).own(name) is not None
    assert "Confirmed here" in browser(cora).get(address).content.decode()
