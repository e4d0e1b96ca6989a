"""The court liaison prepares the docket on an old machine without JavaScript, and reads no treatment record."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_robert_prepares_the_docket_without_javascript(enters: Enters) -> None:
    robert = enters("Robert Ames", script=False)
    robert.is_at("Robert Ames's desk")
    robert.opens("Families")
    robert.page.get_by_label("Find by name").fill("Whitcomb")
    robert.presses("Find")
    robert.follows("Whitcomb family")
    robert.reads("12-month permanency hearing")
    robert.turns_to("Timeline")
    robert.reads("What is due", "12-month permanency hearing")
    robert.turns_to("Chart")
    robert.page.get_by_label("Why you are looking").select_option("Court review")
    robert.presses("Look")
    robert.reads("Review hearing held.", "Family time")
    robert.does_not_read(re.compile("42 CFR part 2|attended|methadone|buprenorphine", re.IGNORECASE))


def test_maya_asks_what_would_happen_if_treatment_began_late(enters: Enters) -> None:
    """A place that opens in spring, and a stay of nine months, run past the hearing; practice has answers to that."""
    maya = enters("Maya Thornton")
    maya.goes_to("/families/?words=Whitcomb")
    maya.follows("Whitcomb family")
    maya.turns_to("Timeline")
    hearing = maya.page.locator("tr", has_text="12-month permanency hearing").first
    due = str(hearing.locator("time").first.get_attribute("datetime"))
    maya.page.get_by_text("What if?").click()
    maya.page.get_by_label("Treatment starts on").fill(due)
    maya.page.get_by_label("and lasts, in months").fill("9")
    maya.presses("Look for clashes")
    clash = maya.page.locator(".kb-clash", has_text="permanency hearing").first
    expect(clash).to_be_visible()
    clash.get_by_text("What practice suggests").click()
    expect(clash.locator("details li").first).to_be_visible()
