"""What every page promises: a warning before the end, nothing typed is lost, a fast way out, no need of JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from kinbridge.accounts.models import Persona, Role, User
from kinbridge.directory.models import Coalition, Membership, Organization, Program
from tests.journeys.axe import faults

WIDTHS = (320, 768, 1280)
ACCOUNT = ("/accounts/2fa/", "/accounts/password/change/", "/accounts/sessions/", "/privacy/", "/accessibility/")
SignIn = Callable[[Page], None]


@pytest.fixture
def sign_in(settings: Settings, transactional_db: None) -> SignIn:
    """Sign in as Jordan, who exists only in this test's demo county."""
    settings.KINBRIDGE_DEMO = True
    county = Coalition.objects.create(name="Rivermark Family Recovery Coalition", state="XX", county="Rivermark")
    agency = Organization.objects.create(coalition=county, name="Rivermark Child Welfare", kind="child_welfare_agency")
    unit = Program.objects.create(organization=agency, name="Assessment Unit")
    jordan = User.objects.create_user("jordan", "jordan@example.org", "long enough secret", first_name="Jordan")
    Membership.objects.create(user=jordan, program=unit, role=Role.CASEWORKER, since="2020-01-01")
    Persona.objects.create(user=jordan, order=1, title="Child welfare caseworker")

    def as_jordan(page: Page) -> None:
        page.goto("/accounts/login/?next=/styleguide/")
        page.get_by_role("button", name="Jordan").click()
        expect(page.locator(".kb-user")).to_be_visible()

    return as_jordan


def test_every_component_passes_the_checker_at_every_width(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/styleguide/")
        assert faults(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_pages_of_an_account_pass_the_checker(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    for path in ACCOUNT:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert faults(page) == [], path


def test_a_keyboard_and_a_phone_reach_everything(page: Page, sign_in: SignIn) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page)
    page.goto("/privacy/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    menu = page.get_by_role("button", name="Menu")
    expect(page.get_by_role("navigation", name="Primary")).to_be_hidden()
    menu.press("Enter")
    expect(page.get_by_role("link", name="Families")).to_be_visible()
    menu.press("Enter")
    expect(page.get_by_role("navigation", name="Primary")).to_be_hidden()
    page.goto("/styleguide/")
    expect(page.locator(".kb-errors")).to_be_focused()
    page.get_by_role("link", name="Weeks of pregnancy").press("Enter")
    expect(page.locator("#wrong_weeks")).to_be_focused()


def test_without_javascript_the_menu_is_simply_there(
    browser: Browser, live_server: LiveServer, sign_in: SignIn
) -> None:
    visitor = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = visitor.new_page()
    sign_in(page)
    page.goto("/privacy/")
    expect(page.get_by_role("link", name="Families")).to_be_visible()
    expect(page.locator(".kb-menu-button")).to_be_hidden()
    visitor.close()


def test_what_was_typed_when_the_session_ended_is_given_back_once(
    page: Page, settings: Settings, sign_in: SignIn
) -> None:
    settings.SESSION_COOKIE_AGE = 8
    sign_in(page)
    page.goto("/styleguide/")
    page.locator("#id_name").fill("Half a thought")
    page.locator("#id_way_1").check()
    stay = page.get_by_role("button", name="Stay signed in")
    expect(stay).to_be_focused()
    stay.click()
    expect(stay).to_be_hidden()
    page.locator("#id_name").fill("Half a thought, and more")
    expect(stay).to_be_focused()
    assert faults(page) == []
    page.wait_for_url("**/accounts/login/**")
    settings.SESSION_COOKIE_AGE = 1200
    page.get_by_role("button", name="Jordan").click()
    expect(page.locator(".kb-user")).to_be_visible()
    page.goto("/styleguide/")
    with page.expect_response("**/draft/"):
        page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#id_name")).to_have_value("Half a thought, and more")
    expect(page.locator("#id_way_1")).to_be_checked()
    page.goto("/styleguide/")
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_leaving_fast_signs_out_and_the_back_button_shows_nothing(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto("/styleguide/")
    page.route("https://www.weather.gov/**", lambda route: route.fulfill(body="sunny", content_type="text/html"))
    page.get_by_role("button", name="Leave this page now").click()
    page.wait_for_url("https://www.weather.gov/**")
    page.goto("/accounts/sessions/")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
