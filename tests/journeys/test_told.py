"""A home visitor asks; Ana reads what would be seen, signs, takes it back, and sees who has read that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from kinbridge.chart.actions import record_entry
from kinbridge.consents.tests.county import County, made
from kinbridge.directory.models import Viewer
from tests.journeys.looking import enter, sound

pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"width": 1280, "height": 900}
Enters = Callable[[Viewer], Page]


@pytest.fixture
def county(live_server: LiveServer) -> County:
    found = made()
    for days in (2, 9):
        record_entry(
            family=found.family,
            subject=found.ana,
            kind="attendance",
            body={"service": "dosing", "attended": True},
            occurred_at=now() - timedelta(days=days),
            by=found.nurse,
            at=now(),
        )
    return found


@pytest.fixture
def enters(browser: Browser, live_server: LiveServer) -> Enters:
    def at_home(viewer: Viewer) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=DESK, locale="en-US", timezone_id="America/New_York"
        )
        enter(context, viewer, at=live_server.url)
        return context.new_page()

    return at_home


def test_a_door_is_asked_for_opened_and_closed_again(county: County, enters: Enters) -> None:
    visitor, ana, family = enters(county.visitor), enters(county.mother), county.family.key
    visitor.goto(f"/family/{family}/why/")
    visitor.get_by_label("About whom?").select_option(label="Ana Rivera (Mother)")
    visitor.get_by_label("What kind of information?").select_option("sud_attendance")
    visitor.get_by_label("Held by whom?").select_option(label="River Methadone, River Methadone Agency")
    visitor.get_by_label("What would you need it for?").select_option("care_coordination")
    visitor.get_by_role("button", name="Ask").click()
    visitor.get_by_role("link", name="Ask for a consent").click()
    visitor.get_by_label("Why you need it, in words for the person").fill("To plan visits around your mornings.")
    sound(visitor, "ask")
    visitor.get_by_role("button", name="Ask", exact=True).click()
    expect(visitor.get_by_text("Asked. You see it here as soon as the person lets you.")).to_be_visible()
    sound(visitor, "asked")

    ana.goto("/my/")
    sound(ana, "asked-of-me")
    ana.get_by_role("link", name="Read who asks, and answer").click()
    sound(ana, "requests")
    ana.get_by_role("button", name="Start the consent").click()
    for _ in range(4):
        ana.get_by_role("button", name="Go on").click()
    ana.get_by_text("Read exactly what Warm Start Home Visiting").click()
    expect(ana.get_by_text("42 CFR part 2 prohibits unauthorized use")).to_be_visible()
    sound(ana, "preview")
    ana.get_by_role("link", name="Go on to signing").click()
    signs(ana)

    visitor.goto(f"/family/{family}/ask/")
    visitor.get_by_role("link", name="See what is there").click()
    expect(visitor.get_by_text("42 CFR part 2 prohibits unauthorized use")).to_be_visible()
    sound(visitor, "open-chart")
    visitor.get_by_role("link", name="Write down what another program told you").click()
    sound(visitor, "write-down")
    visitor.goto(f"/family/{family}/consents/")
    visitor.get_by_role("link", name="About Ana Rivera").click()
    visitor.get_by_role("link", name="Read what this consent lets you see").click()
    sound(visitor, "lets-see")

    ana.goto(f"/family/{family}/consents/")
    ana.get_by_role("link", name="About Ana Rivera").click()
    ana.get_by_role("link", name="Take it back").click()
    sound(ana, "take-back")
    ana.get_by_role("button", name="Take it back").click()
    expect(ana.get_by_text("not read yet")).to_be_visible()
    sound(ana, "told")
    visitor.goto("/")
    sound(visitor, "desk-notice")
    visitor.get_by_role("button", name="We have read this and hold to it").click()
    sound(visitor, "notices")
    ana.reload()
    expect(ana.get_by_text("they read it")).to_be_visible()


def signs(page: Page) -> None:
    page.get_by_role("group", name="Can you stop this permission later?").get_by_label("Yes, at any time").check()
    page.get_by_role("group", name="Must you sign this").get_by_label("No, it is my choice").check()
    page.get_by_role("group", name="use treatment records against you").get_by_label("No").check()
    page.get_by_label("I choose this freely.").check()
    page.get_by_label("Or type your full name").fill("Ana Rivera")
    page.get_by_label("On this site, under My family").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed. It counts from now on.")).to_be_visible()
