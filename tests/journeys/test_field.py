"""Maya in a home without a network: the steps, the log, sent when she is back, and two versions to choose between."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]
STEPS = (
    "At the door",
    "Yes, or I am not sure",
    "No answer",
    "They are on the line",
    "Next: naloxone",
    "First dose is in",
    "They breathe by themselves",
    "The crew took over",
    "Now the children",
    "They are well",
)


def test_maya_walks_through_an_overdose_in_airplane_mode_and_sends_her_log_later(enters: Enters) -> None:
    maya = enters("Maya Thornton", width=360, height=740)
    page = maya.page
    maya.opens("First on scene")
    expect(page.locator("html[data-kept]")).to_be_attached()  # the phone has every page, and answers for them itself
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    for words in STEPS:
        with page.expect_navigation():
            page.get_by_role("link", name=words, exact=True).click()
    maya.looks()
    maya.is_at("What I saw and did")
    expect(page.get_by_label("Doses of naloxone given")).to_have_value("1")
    expect(page.get_by_label("Time: 911 on the line")).not_to_have_value("")
    page.get_by_label("What I saw and heard").fill("On the kitchen floor, lips blue.")
    maya.reads("Not sent yet")
    page.get_by_role("link", name="First on scene").click()
    maya.reads("No network", "not sent yet")
    page.get_by_role("link", name="My incidents").click()
    maya.is_at("This page needs a network")
    page.get_by_role("link", name="First on scene").first.click()

    page.context.set_offline(False)
    maya.reads("Sent at", "sent, still open here")
    maya.goes_to("/field/incidents/")
    maya.follows(re.compile("^Overdose of an adult"))
    maya.reads("On the kitchen floor, lips blue.")
    maya.follows("Add or change")
    page.get_by_label("What comes next").fill("Back on Wednesday.")
    maya.presses("Keep")

    maya.goes_to("/field/log/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_label("What comes next").fill("Back on Thursday, with a lockbox.")
    page.get_by_role("button", name="Finished: send it").click()
    maya.reads("No network. What you typed is kept on this phone, and sent when there is one.")
    page.context.set_offline(False)
    maya.reads("One report was written twice, apart. Both are kept.")
    maya.follows("Choose between them")
    maya.follows("Choose between them")
    maya.reads("Back on Wednesday.", "Stands now", "The other one")
    page.get_by_label("Keep both, one after the other").check()
    maya.presses("This stands")
    maya.reads("Both earlier versions stay on file.", re.compile(r"Earlier versions: \d"))
    maya.goes_to("/field/")
    expect(page.get_by_role("button", name="Send now")).to_be_hidden()
