"""The private calendar: valid, neutral, and gone the moment it is taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kinbridge.audit.models import Line
from kinbridge.directory.models import Membership
from kinbridge.people.models import Person
from kinbridge.reminders.actions import end_feed, make_feed
from kinbridge.reminders.calendar import calendar_of
from kinbridge.reminders.models import Feed
from kinbridge.reminders.tests.county import MORNING, Unit, browser, told

__all__ = ["told"]
pytestmark = pytest.mark.django_db
SITE = "https://kinbridge.example/"
TELLING = "methadone treatment opioid substance recovery welfare court mother baby removal hearing contact".split()


def sent(secret: str, *, hours: int = 0) -> str:
    found = calendar_of(secret=secret, address=SITE, at=MORNING + timedelta(hours=hours))
    assert found is not None
    return found


def test_the_calendar_shows_the_day_and_the_number_and_nothing_else(told: Unit) -> None:
    text = sent(make_feed(by=told.county.worker, at=MORNING))
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 11, 19)
    assert str(event["summary"]) == "Kinbridge: due"
    assert str(event["description"]) == f"Sign in to see it: {SITE}"
    assert str(event["class"]) == "PRIVATE"


def test_it_holds_what_the_standard_asks_for(told: Unit) -> None:
    text = sent(make_feed(by=told.county.worker, at=MORNING))
    calendar = Calendar.from_ical(text)
    assert (str(calendar["version"]), bool(calendar["prodid"])) == ("2.0", True)
    for event in calendar.walk("VEVENT"):
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert event.decoded("dtstart") < event.decoded("dtend")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_nobody_is_named_and_no_kind_of_work_either(told: Unit) -> None:
    text = sent(make_feed(by=told.county.worker, at=MORNING)).lower()
    names = {part for person in Person.objects.all() for part in (person.given_name, person.family_name) if part}
    assert [word for word in (*names, *TELLING, told.county.worker.name) if word.lower() in text] == []


def test_the_same_day_keeps_its_id_and_another_secret_has_others(told: Unit) -> None:
    secret = make_feed(by=told.county.worker, at=MORNING)
    [first], [later] = (Calendar.from_ical(sent(secret, hours=hours)).walk("VEVENT") for hours in (0, 2))
    assert first["uid"] == later["uid"]
    another = make_feed(by=told.county.worker, at=MORNING)
    [renewed] = Calendar.from_ical(sent(another)).walk("VEVENT")
    assert renewed["uid"] != first["uid"]


def test_only_the_digest_of_the_secret_is_kept(told: Unit) -> None:
    secret = make_feed(by=told.county.worker, at=MORNING)
    sent(secret)
    assert secret not in str(Feed.objects.values().get())


def test_a_program_that_asks_often_is_computed_once_an_hour(told: Unit) -> None:
    secret = make_feed(by=told.county.worker, at=MORNING)
    for hours in (0, 0, 0, 2):
        sent(secret, hours=hours)
    assert Line.objects.filter(act="calendar.sent").count() == 2


def test_an_address_taken_back_is_not_there(told: Unit) -> None:
    secret = make_feed(by=told.county.worker, at=MORNING)
    address = reverse("reminders:calendar", args=[secret])
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    end_feed(by=told.county.worker, at=MORNING)
    unknown = Client().get(reverse("reminders:calendar", args=["no-such-secret"]))
    assert Client().get(address).status_code == unknown.status_code == 404
    assert calendar_of(secret=secret, address=SITE, at=MORNING) is None
    acts = Line.objects.filter(act__startswith="calendar.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["calendar.made", "calendar.sent", "calendar.ended"]


def test_whoever_works_nowhere_any_more_has_no_calendar(told: Unit) -> None:
    secret = make_feed(by=told.county.worker, at=MORNING)
    Membership.objects.filter(user=told.worker).update(until=MORNING.date())
    assert calendar_of(secret=secret, address=SITE, at=MORNING) is None


def test_the_pages_make_replace_and_take_back_an_address(told: Unit) -> None:
    client = browser(told.worker)
    settings = reverse("reminders:settings")
    assert "Make an address" in client.get(settings).content.decode()
    made = client.post(reverse("reminders:make_calendar")).content.decode()
    assert "/calendar/" in made
    assert "shown this once" in made
    assert "Take the address back" in client.get(settings).content.decode()
    assert client.post(reverse("reminders:end_calendar"), follow=True).status_code == 200
    assert "Make an address" in client.get(settings).content.decode()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [({"quiet_since": "25:00"}, False), ({"quiet_since": "21:00"}, True), ({"quiet_until": ""}, False)],
)
def test_quiet_hours_are_kept_or_refused(told: Unit, wrong: dict[str, str], right: bool) -> None:
    said = {"email": "on", "quiet_since": "20:00", "quiet_until": "06:30", **wrong}
    answer = browser(told.worker).post(reverse("reminders:settings"), said)
    assert answer.status_code == (302 if right else 400)


def test_a_parent_has_no_such_page(told: Unit) -> None:
    mother = told.county.ana.account
    assert mother is not None
    assert browser(mother).get(reverse("reminders:settings")).status_code == 403
