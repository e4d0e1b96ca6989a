"""A counselor who uses no mouse answers a referral while 48 hours run."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]
PATIENCE = 80


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words; and see that the focus can be seen."""
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const it = document.activeElement, look = getComputedStyle(it);
            return [it.innerText || it.getAttribute("aria-label") || "", look.outlineStyle, look.outlineWidth]; }"""
        )
        if words in here[0]:
            assert here[1] != "none", f"the focus on {words} cannot be seen"
            assert here[2] != "0px", f"the focus on {words} cannot be seen"
            return
    raise AssertionError(f"{words} is out of reach of the keyboard on {page.url}")


def test_luis_accepts_a_referral_with_the_keyboard_alone(enters: Enters) -> None:
    luis = enters("Luis Ferrer")
    page = luis.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "Linh Nguyen-Hart")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    luis.is_at("Referral for Linh Nguyen-Hart")
    tab_to(page, "Accept")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    luis.reads("Accepted")
    tab_to(page, "Set the first visit")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Day and time of the first visit")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("03042031")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("0930A")
    tab_to(page, "Set the first visit")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    luis.reads(re.compile("First visit: .*2031"))
    luis.looks()
