"""A caseworker asks a screen on a phone; a nurse meets a red flag; nothing needs JavaScript."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from kinbridge.accounts.models import User
from kinbridge.directory.models import Viewer
from kinbridge.screening.tests.county import County, caseworker, harbor, nurse
from tests.journeys.axe import faults

pytestmark = pytest.mark.django_db(transaction=True)
WIDTH = 320


@pytest.fixture
def county() -> County:
    return harbor()


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A narrow phone with JavaScript off."""
    visitor = browser.new_context(
        base_url=live_server.url, viewport={"width": WIDTH, "height": 700}, java_script_enabled=False
    )
    visitor.set_default_timeout(10_000)
    yield visitor.new_page()
    visitor.close()


def sign_in(page: Page, viewer: Viewer, live_server: LiveServer) -> None:
    user = User.objects.get(pk=viewer.user_id)
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    page.context.add_cookies([{"name": "sessionid", "value": str(session.session_key), "url": live_server.url}])


def test_a_screen_is_asked_on_a_narrow_phone_without_javascript(
    phone: Page, county: County, live_server: LiveServer
) -> None:
    sign_in(phone, caseworker(county), live_server)
    phone.goto(f"/family/{county.family.key}/screen/")
    phone.get_by_label("Ana Rivera").check()
    phone.get_by_label("UNCOPE").check()
    phone.get_by_role("button", name="Open the screen").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("UNCOPE · Ana Rivera")
    phone.get_by_role("group", name="more, or for longer").get_by_label("Yes").check()
    phone.get_by_role("button", name="See what it means").click()
    expect(phone.get_by_role("heading", name="Please look at this again")).to_be_visible()
    assert phone.get_by_role("group", name="more, or for longer").get_by_label("Yes").is_checked()
    phone.get_by_label("The person declined the rest").check()
    phone.get_by_role("button", name="See what it means").click()
    expect(phone.get_by_role("heading", name="Too few answers to say")).to_be_visible()
    expect(phone.get_by_text("Declining is a choice that anyone may make.")).to_be_visible()


def test_every_page_of_a_screen_is_accessible_and_fits_a_phone(
    page: Page, county: County, live_server: LiveServer
) -> None:
    sign_in(page, nurse(county), live_server)
    page.set_viewport_size({"width": WIDTH, "height": 700})

    def sound() -> None:
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH

    page.goto(f"/family/{county.family.key}/screen/")
    sound()
    for instrument in ("audit_c", "nm_assist", "ahc_hrsn_core", "ace"):
        page.goto(f"/family/{county.family.key}/screen/{instrument}/{county.ana.key}/?lang=es")
        sound()
    page.goto(f"/family/{county.family.key}/screen/epds/{county.ana.key}/")
    page.get_by_role("button", name="See what it means").click()
    expect(page.get_by_role("alert")).to_be_visible()
    sound()
    page.get_by_role("group", name="self-harm").get_by_label("Second answer").check()
    page.get_by_label("The rest was not asked").check()
    page.get_by_role("button", name="See what it means").click()
    expect(page.get_by_role("heading", name="Act now: thoughts of self-harm")).to_be_visible()
    expect(page.get_by_text("Do not leave them alone")).to_be_in_viewport()
    sound()
