"""How a due date reaches a worker, how a county confirms what it rests on, and what the court makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_maya_is_reminded_and_makes_herself_a_private_calendar(enters: Enters) -> None:
    maya = enters("Maya Thornton", width=360, height=740)
    maya.reads("Reminders")
    maya.follows("How you are told")
    maya.is_at("Reminders and calendar")
    maya.page.get_by_label("Quiet from").fill("20:30")
    maya.presses("Keep")
    maya.reads("Kept.")
    maya.presses("Make an address")
    maya.is_at("Your calendar address")
    address = maya.page.locator("code").inner_text()
    sent = maya.page.request.get(address)
    assert sent.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Kinbridge" in sent.text()
    maya.goes_to("/reminders/")
    maya.presses("Take the address back")
    maya.reads("no longer works")
    assert maya.page.request.get(address).status == 404
    maya.goes_to("/")
    maya.presses("I have seen these")
    maya.does_not_read("I have seen these")


def test_grace_confirms_a_value_and_the_mark_goes_away(enters: Enters) -> None:
    grace = enters("Grace Whitfield")
    grace.opens("County values")
    grace.follows("Time from the petition to the adjudication")
    grace.reads("Confirm locally")
    grace.page.get_by_label("How long").fill("45")
    grace.page.get_by_label("Where it is written").fill("Family court standing order 3")
    grace.page.get_by_label("Who confirmed it").fill("The clerk of the family court")
    grace.presses("Write it down")
    grace.reads("Confirmed here", "45 days", "The clerk of the family court")
    grace.does_not_read("Confirm locally")


def test_robert_goes_from_the_docket_to_a_report_and_an_order(enters: Enters) -> None:
    robert = enters("Robert Ames")
    robert.opens("Docket")
    robert.follows("Sorrell family")
    robert.reads("Hearings ahead", "Efforts", "full months", re.compile(r"attended \d+ of \d+"), "42 CFR part 2")
    report = robert.page.request.get(robert.page.url + "report.pdf")
    assert report.headers["content-type"] == "application/pdf"
    assert report.body().startswith(b"%PDF-")
    robert.follows("Write down an order")
    robert.page.get_by_label("For whom").select_option("Jess Sorrell")
    robert.page.get_by_label("Service the court ordered").select_option("Parenting support")
    robert.page.get_by_label("Refer by").fill("2099-01-15")
    robert.presses("Write it down")
    robert.reads("Parenting support, Jess Sorrell")


def test_maya_refers_as_the_court_ordered_and_the_law_answers_first(enters: Enters) -> None:
    maya = enters("Maya Thornton", width=360, height=740)
    maya.goes_to("/families/?words=Whitcomb")
    maya.follows("Whitcomb family")
    maya.turns_to("Court")
    maya.reads("Parenting support, Dana Whitcomb", "not the person's consent")
    maya.follows(re.compile(r"^Refer\s*: Parenting support, Dana Whitcomb"))
    maya.page.get_by_label("They know about this referral and agree to it").check()
    maya.presses("Send the referral", answers=403)
    maya.reads("This has not been sent")
