"""A program without accounts answers by link; the coalition sees who hears back from whom."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.journeys.axe import faults
from tests.journeys.walking import Person

Enters = Callable[..., Person]
PANTRY = "Ferry Street Food Pantry"


def test_a_pantry_without_an_account_answers_and_the_sender_reads_it(enters: Enters, browser: Browser) -> None:
    hannah = enters("Hannah Weiss", width=360, height=740)
    hannah.opens("Inbox")
    card = hannah.page.locator(".kb-card", has_text=f"to {PANTRY}")
    hannah.follows(re.compile("Linh"), within=card)
    hannah.presses("Make a new link")
    address = hannah.page.locator(".kb-address").inner_text()
    code = hannah.page.locator(".kb-code").inner_text()

    visitor = browser.new_context(viewport={"width": 360, "height": 740})
    page = visitor.new_page()
    page.goto(address)
    expect(page.get_by_role("main")).not_to_contain_text("Linh")
    assert faults(page) == []
    page.get_by_label("The six digits").fill(code)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("main")).to_contain_text("For Linh N.")
    expect(page.get_by_role("main")).to_contain_text("food for the week")
    assert faults(page) == []
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answer was sent")
    visitor.close()

    hannah.follows("Back to the referral")
    hannah.reads("Accepted", "through the link", "It was opened with the code.")
    hannah.page.locator("summary", has_text="They have it").click()
    hannah.presses("Write it down", within=hannah.page.locator("details[open]"))
    hannah.reads("The family said so on")


def test_ellen_reads_who_hears_back_from_whom_and_says_how_her_own_works(enters: Enters) -> None:
    ellen = enters("Ellen Marsh")
    ellen.opens("Coalition")
    ellen.follows("Links between partners")
    ellen.reads("We hardly know each other", "weak", "Ask them to join the coalition")
    ellen.follows("Say how we work with another")
    ellen.page.get_by_label("Which organization?").select_option("Alder Valley Hospital")
    ellen.page.get_by_label("A written agreement").check()
    ellen.page.get_by_label("We know whom to call").check()
    ellen.page.get_by_label("What would make it stronger?").fill("A name on each shift")
    ellen.presses("Save")
    ellen.reads("A name on each shift")
