"""A link that belongs to nobody: made by the coordinator, used once on a phone, and forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_someone_answers_without_a_name_on_a_phone(enters: Enters, browser: Browser, county: str) -> None:
    grace = enters("Grace Whitfield")
    grace.goes_to("/coalition/surveys/")
    grace.reads("How we work together", "Lowest: Funding stability")
    grace.follows("Fall 2026")
    grace.reads("Nothing is shown while it is open")
    grace.page.get_by_label("How many links").fill("1")
    grace.presses("Make links")
    link = grace.page.locator("ol .kb-code").first.inner_text()
    visitor = browser.new_context(base_url=county, locale="en-US", viewport={"width": 360, "height": 740})
    someone = Person("someone", visitor.new_page())
    someone.goes_to(link)
    someone.reads("Nobody can tell who you are.")
    someone.page.get_by_role("group", name=re.compile("^We agree on what we are here for")).get_by_label(
        "Agree", exact=True
    ).check(force=True)
    someone.page.get_by_label("Where do you work?").select_option("Health care")
    someone.presses("Send without my name")
    someone.is_at("Thank you")
    someone.page.goto(link)
    someone.is_at("This link does not work")
    visitor.close()
