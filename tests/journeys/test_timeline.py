"""A caseworker reads a family's clocks, asks what-if, and records a step."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kinbridge.chart.actions import record_entry
from kinbridge.consents.tests.county import County, made
from tests.journeys.axe import faults
from tests.journeys.looking import enter, picture

RELATIVES = re.compile("Record ?: Relative notice")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(context: BrowserContext, live_server: LiveServer) -> County:
    county = made()
    noon = datetime.combine(localdate(), datetime.min.time(), UTC) + timedelta(hours=17)
    for who, kind, days, body in (
        (county.leo, "report", 75, {"track": "investigation", "priority": "24_hours"}),
        (county.leo, "contact", 74, {"how": "visit", "outcome": "met", "first": True}),
        (county.leo, "removal", 55, {"from_home_of": "mother"}),
        (county.leo, "hearing", 53, {"type": "shelter", "held": True}),
        (county.ana, "treatment_request", 20, {"service": "residential"}),
        (county.leo, "ei_referral", 30, {"step": "referred"}),
        (county.leo, "placement", 55, {"setting": "kin"}),
    ):
        at = noon - timedelta(days=days)
        record_entry(family=county.family, subject=who, kind=kind, body=body, occurred_at=at, by=county.worker, at=at)
    enter(context, county.worker, at=live_server.url)
    return county


def test_the_five_lanes_and_their_table_can_be_used_by_everyone(page: Page, county: County) -> None:
    page.goto(f"/family/{county.family.key}/timeline/")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_text("Child welfare and the court").first).to_be_visible()
    expect(page.get_by_role("table", name="What is due")).to_be_visible()
    picture(page, "timeline")
    assert faults(page) == []
    page.get_by_role("link", name="3 months").click()
    expect(page.get_by_role("link", name="3 months")).to_have_attribute("aria-current", "true")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    picture(page, "timeline-phone")
    assert faults(page) == []


def test_a_late_start_of_treatment_shows_the_clash_and_what_practice_suggests(page: Page, county: County) -> None:
    page.goto(f"/family/{county.family.key}/timeline/")
    page.get_by_text("What if?").click()
    page.get_by_label("Treatment starts on").fill((localdate() + timedelta(days=150)).isoformat())
    page.get_by_label("and lasts, in months").fill("12")
    page.get_by_role("button", name="Look for clashes").click()
    expect(page.get_by_role("heading", name="Treatment lasts past the 12-month hearing")).to_be_visible()
    page.get_by_text("What practice suggests: Treatment lasts past the 12-month hearing").click()
    expect(page.get_by_text("Begin family time in the first week")).to_be_visible()
    picture(page, "timeline-what-if")
    assert faults(page) == []


def test_a_step_recorded_on_the_timeline_meets_its_date(page: Page, county: County) -> None:
    page.goto(f"/family/{county.family.key}/timeline/")
    page.get_by_role("link", name=RELATIVES).click()
    expect(page.get_by_label("What was done")).to_have_value("notice_to_relatives")
    picture(page, "timeline-record")
    assert faults(page) == []
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Recorded.")).to_be_visible()
    expect(page.get_by_role("link", name=RELATIVES)).to_have_count(0)
