"""A mother and her caseworker fill in a consent on a tablet, see who would see what, and she draws her name."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from kinbridge.consents.models import Consent
from kinbridge.consents.tests.county import County, made, signed_today
from tests.journeys.axe import faults
from tests.journeys.looking import enter, picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(live_server: LiveServer) -> County:
    return made()


def keep(page: Page, name: str) -> None:
    assert faults(page) == []
    picture(page, name)


def draw(page: Page) -> None:
    sheet = page.get_by_role("img", name="Draw your name with a finger, a pen or the mouse")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    across = [(0.1, 0.8), (0.2, 0.2), (0.3, 0.8), (0.45, 0.4), (0.6, 0.8), (0.8, 0.3)]
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.8)
    page.mouse.down()
    for x, y in across:
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=6)
    page.mouse.up()


def test_a_mother_signs_with_her_finger(
    page: Page, context: BrowserContext, live_server: LiveServer, county: County
) -> None:
    enter(context, county.worker, at=live_server.url)
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto(f"/family/{county.family.key}/consents/")
    page.get_by_role("link", name="New consent").click()
    page.get_by_label("Ana Rivera (Mother)").check()
    keep(page, "consent-about")
    page.get_by_role("button", name="Go on").click()
    shares = page.get_by_role("group", name="Who may share?")
    shares.get_by_text("Health care and treatment").click()
    shares.get_by_label("River Methadone").check()
    page.get_by_role("group", name="Who may get it?").get_by_label("County Child Welfare").check()
    keep(page, "consent-who")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Drug or alcohol treatment: only if visits are kept").check()
    page.get_by_label("To make the family's case plan and follow it").check()
    keep(page, "consent-what")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Who would see what")
    expect(page.get_by_role("heading", name="County Child Welfare")).to_be_visible()
    expect(page.get_by_text("drug test results").first).to_be_visible()
    keep(page, "consent-preview")
    page.get_by_role("link", name="Go on to signing").click()

    page.get_by_role("group", name="Can you stop this permission later?").get_by_label("Yes, at any time").check()
    page.get_by_role("group", name="Must you sign this").get_by_label("Yes, I must").check()
    page.get_by_role("group", name="use treatment records against you").get_by_label("No").check()
    page.get_by_label("I choose this freely.").check()
    draw(page)
    page.get_by_label("Printed").check()
    page.get_by_label("I explained this paper.").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("You do not have to sign to get treatment.")
    keep(page, "consent-sign")
    page.get_by_role("group", name="Must you sign this").get_by_label("No, it is my choice").check()
    page.get_by_role("button", name="Sign", exact=True).click()

    expect(page.get_by_text("Signed. It counts from now on.")).to_be_visible()
    expect(page.get_by_role("img", name="Drawn signature")).to_be_visible()
    keep(page, "consent-signed")
    assert Consent.objects.get().signatures.get().method == "drawn"


def test_she_takes_it_back_on_her_phone(
    page: Page, context: BrowserContext, live_server: LiveServer, county: County
) -> None:
    consent = signed_today(county)
    enter(context, county.mother, at=live_server.url)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"/family/{county.family.key}/consents/{consent.pk}/")
    page.get_by_role("link", name="Take it back").click()
    expect(page.get_by_text("You do not have to say why.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    keep(page, "consent-take-back")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back. Nothing more is shared because of it.")).to_be_visible()
    keep(page, "consent-taken-back")


def test_the_pages_work_by_keyboard_alone(
    page: Page, context: BrowserContext, live_server: LiveServer, county: County
) -> None:
    """A group of partners opens with Enter, and every choice is made with the space bar."""
    enter(context, county.worker, at=live_server.url)
    page.goto(f"/family/{county.family.key}/consents/new/")
    page.get_by_role("button", name="Go on").press("Enter")
    page.get_by_role("group", name="Who may share?").get_by_label("County Child Welfare").press("Space")
    receivers = page.get_by_role("group", name="Who may get it?")
    receivers.get_by_text("Support for families").press("Enter")
    box = receivers.get_by_label("Warm Start Home Visiting")
    expect(box).to_be_visible()
    box.press("Space")
    expect(box).to_be_checked()
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What is shared, and why")
