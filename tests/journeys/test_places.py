"""A counselor keeps the program's open places and its waiting list."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.test_services import picture
from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_a_counselor_sees_who_is_offered_a_place_first_and_what_is_owed(enters: Enters) -> None:
    luis = enters("Luis Ferrer")
    luis.opens("Services")
    luis.follows("Our open places")
    luis.reads("Our open places", "Nearly full", "1 open place of 20 for pregnant people")
    luis.looks()
    picture(luis, "ours")
    luis.follows(re.compile("^Waiting list: 5 people"))
    codes = luis.page.locator("ol.kb-rows h3").all_inner_texts()
    assert codes == ["W-0144", "W-0139", "W-0142", "W-0137", "W-0143"]
    luis.looks()
    picture(luis, "waiting")
    luis.presses(re.compile("^Interim services began.*W-0144"))
    luis.presses("We told the State today")
    luis.reads("The State was told on")
    luis.goes_to("/services/?words=cedar+street")
    luis.follows(re.compile("Methadone and buprenorphine"))
    luis.follows("Who sees which name and number")
    luis.page.get_by_label(re.compile("to ask for a first visit")).select_option(label="Only our own organization")
    luis.presses("See the three views")
    everyone = luis.page.locator(".kb-card", has_text="What everyone sees")
    assert "No name or number" in everyone.inner_text()
    picture(luis, "shown")
    luis.presses("Save what is shown below")
    luis.reads("Saved. Each of the three views is now as you saw it.")
    narrow = enters("Luis Ferrer", width=360, height=740, script=False)
    narrow.goes_to("/services/ours/")
    picture(narrow, "ours-phone")
    narrow.presses(re.compile("^Still true.*pregnant people"))
    narrow.reads("Stated again, today.", "1 open place of 20 for pregnant people, stated today.")
    narrow.follows(re.compile("^Waiting list"))
    picture(narrow, "waiting-phone")
