"""Grace puts a practice to a vote; two members vote; its grade moves, and everybody reads why."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tests.journeys.walking import Person

Enters = Callable[..., Person]
RIDE = "The ride is booked before the visit ends"


def test_a_practice_moves_by_a_recorded_vote(enters: Enters) -> None:
    grace = enters("Grace Whitfield")
    grace.goes_to("/coalition/groups/practices/?grade=proposed")
    grace.follows(RIDE)
    grace.page.get_by_text("Open a vote").click()
    grace.page.get_by_label("Which group").first.select_option("Practice review panel")
    grace.page.get_by_label("Whom it reaches, and whom not").check()
    grace.page.get_by_label("Why, in words that stand for years").fill("A first visit without a ride is a visit missed.")
    grace.page.get_by_label("Open until").first.fill((date.today() + timedelta(days=7)).isoformat())
    grace.presses("Open the vote")
    grace.is_at("Proposed to reviewed?")
    vote = grace.page.url

    for name, choice, why in (
        ("Hannah Weiss", "For", ""),
        ("Carol Lindqvist", "For", ""),
        ("Denise Okafor", "Against", "Who pays when nobody is on Medicaid yet?"),
    ):
        member = enters(name, width=360, height=740)
        member.goes_to("/coalition/groups/")
        member.follows(re.compile(RIDE))
        member.page.get_by_label(choice, exact=True).check()
        member.page.get_by_label("Why").fill(why)
        member.presses("Vote")
        member.reads("You have voted.")
        member.does_not_read("Who pays")

    grace.goes_to(vote)
    grace.presses("Close the vote and count")
    grace.is_at(RIDE)
    grace.reads("Reviewed", "Carried: 2 for, 1 against", "Whom it reaches, and whom not", "Who pays when nobody")
