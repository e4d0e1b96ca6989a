"""The first page anyone sees."""

from playwright.sync_api import Page, expect

from tests.journeys.axe import faults


def test_a_visitor_is_asked_to_sign_in_on_a_page_everyone_can_use(page: Page) -> None:
    page.goto("/accounts/login/")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_label("Password")).to_be_visible()
    assert faults(page) == []


def test_the_sign_in_page_fits_a_narrow_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/accounts/login/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_wrong_password_gets_a_plain_sentence(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("nobody@example.org")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_text("not correct")).to_be_visible()
    assert faults(page) == []
