"""Who does what: Maya sees on a family's page who answers and where nobody does; Ellen changes a row for the county."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_maya_sees_who_answers_and_ellen_gives_a_task_to_another_partner(enters: Enters) -> None:
    maya = enters("Maya Thornton")
    maya.follows("Dunmore family")
    maya.reads("Who does what now", "Riverbend Prenatal Care, Hannah Weiss", "Nobody yet")
    expect(maya.page.locator(".kb-duelist", has_text="Hannah Weiss")).not_to_contain_text("Cedar Street")
    maya.follows("How the county shares the work")
    maya.is_at("Who does what")
    maya.reads("The county's own row since")

    ellen = enters("Ellen Marsh")
    ellen.opens("Team meeting")
    ellen.follows("Who does what")
    ellen.follows("Naloxone at hand, and what to do in an overdose")
    ellen.page.get_by_label("Peer or family partner").select_option(label="Does it and answers for it")
    ellen.page.get_by_label("Why the county does it this way").fill("Peers carry the kits since May.")
    ellen.presses("Change the row", answers=400)
    ellen.reads(re.compile("all answer for .*Choose one"))
    ellen.page.get_by_label("Home visiting or public health").select_option(label="Does it")
    ellen.presses("Change the row")
    ellen.reads("The row is changed.")
    ellen.follows("Naloxone at hand, and what to do in an overdose")
    ellen.reads("Peer or family partner answers for it.", "Peers carry the kits since May.", "Ellen Marsh")


def test_robert_finds_hearings_on_his_desk_and_others_dates_folded_below(enters: Enters) -> None:
    robert = enters("Robert Ames")
    robert.reads("Others are to do, in your families")
    robert.page.locator("summary", has_text=re.compile(r"^In \d+ famil")).click()
    robert.reads("Monthly caseworker visit")
    robert.looks()
