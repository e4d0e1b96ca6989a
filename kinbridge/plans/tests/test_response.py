"""What a worker found at first contact, and how fast the family was reached."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime, now

from kinbridge.accounts.models import User
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.consents.tests.county import NOON, County
from kinbridge.directory.tests.browsing import browser
from kinbridge.plans.response.actions import Found, write_down
from kinbridge.plans.response.reading import open_response

pytestmark = pytest.mark.django_db


def reported(county: County, *, hours_ago: int) -> None:
    body = {"track": "assessment", "priority": "72_hours"}
    at = NOON - timedelta(hours=hours_ago)
    record_entry(
        family=county.family, subject=county.leo, kind="report", body=body, occurred_at=at, by=county.worker, at=at
    )


def test_the_clock_runs_from_the_report_to_the_first_contact_to_treatment(county):
    reported(county, hours_ago=50)
    found = Found("yes", "yes", "yes", ("said",), "Leo is alone tonight.", "Nia Brooks", 2)
    met = NOON - timedelta(hours=5)
    given = {"family": county.family, "person": county.ana, "found": found, "met_at": met, "first": True}
    write_down(**given, by=county.worker, at=NOON)
    response = open_response(family=county.family, by=county.worker, at=NOON)
    steps = {step.row.deadline.rule: step for step in response.steps}
    assert (steps["SYS-CONTACT"].row.status, steps["SYS-CONTACT"].hours) == ("Done", 45)
    assert steps["SYS-URGENT"].row.status == "Overdue", "two hours were written down, and five are gone"
    assert steps["SYS-TREATMENT"].row.status == "Due soon"
    assert response.sign.kind == "report"
    assert "Leo is alone tonight" in response.found[0].words


def test_what_is_found_for_each_child_stands_beside_it_and_nobody_else_learns_of_it(county):
    reported(county, hours_ago=30)
    client = browser(county.worker)
    page = reverse("plans:response", args=[county.family.key])
    write = reverse("chart:write", args=[county.family.key, "child_at_scene"])
    assert write in client.get(page).content.decode()
    said = {"person": county.leo.pk, "on": str(localtime().date()), "setting": "use", "within_reach": "yes"}
    assert client.post(write, said).status_code == 400
    said |= {"adult_able": "no", "seemed": "well", "medical_check": "arranged", "hazards": ["needles"]}
    assert client.post(write, said).status_code == 302
    told = client.get(page).content.decode()
    assert "An adult able to look after the child was there: no. The child seemed well." in told
    client.force_login(User.objects.get(pk=county.nurse.user_id))
    chart = client.get(reverse("chart:show", args=[county.family.key])).content.decode()
    assert "What was found for a child" not in chart
    assert client.get(write).status_code == 404


def test_unclear_is_an_answer_and_starts_no_clock(county):
    reported(county, hours_ago=30)
    given = {"family": county.family, "person": county.ana, "found": Found("unclear", "unclear", "no")}
    write_down(**given, met_at=NOON, first=False, by=county.worker, at=NOON)
    response = open_response(family=county.family, by=county.worker, at=NOON)
    assert [step.row.deadline.rule for step in response.steps] == ["SYS-CONTACT"]
    assert not Entry.objects.filter(kind="contact").exists()


def test_another_program_sees_none_of_it(county):
    client = browser(county.nurse)
    for page in ("plans:response", "plans:response_write"):
        assert client.get(reverse(page, args=[county.family.key])).status_code == 403


def test_in_the_browser_urgent_needs_a_name_and_the_page_then_shows_the_target(county):
    client, key = Client(), county.family.key
    client.force_login(User.objects.get(pk=county.worker.user_id))
    page = reverse("plans:response_write", args=[key])
    here = localtime() - timedelta(minutes=1)
    said = {
        "person": county.ana.pk,
        "day": here.date().isoformat(),
        "hour": here.strftime("%H:%M"),
        "first": "on",
        "present": "yes",
        "affects": "unclear",
        "urgent": "yes",
        "known_from": ["said"],
    }
    wrong = client.post(page, said)
    assert wrong.status_code == 400
    assert "say what it is, and who responds" in wrong.content.decode()
    later = client.post(page, {**said, "day": (here + timedelta(days=2)).date().isoformat()})
    assert "still to come" in later.content.decode()
    done = client.post(page, {**said, "about": "No food.", "responder": "Dana Cole", "within_hours": "2"}, follow=True)
    markup = done.content.decode()
    assert "First contact with treatment" in markup
    assert "Dana Cole responds within 2 hours" in markup
    assert Entry.objects.get(kind="contact").occurred_at < now()
