"""Grace puts a practice to a vote; two members vote; its grade moves, and everybody reads why."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

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
    grace.page.get_by_label("Why, in words that stand for years").fill("Without a ride a visit is missed.")
    grace.page.get_by_label("Open until").first.fill(f"{datetime.now(UTC) + timedelta(days=7):%Y-%m-%d}")
    grace.presses("Open the vote")
    grace.is_at("Proposed to reviewed?")
    vote = grace.page.url

    for name, choice, why in (
        ("Hannah Weiss", "For", "My patients miss the second visit, not the first."),
        ("Carol Lindqvist", "For", ""),
    ):
        member = enters(name, width=360, height=740)
        member.goes_to("/coalition/groups/")
        member.follows(re.compile(RIDE))
        member.page.get_by_label(choice, exact=True).check()
        member.page.get_by_label("Why").fill(why)
        member.presses("Vote")
        member.reads("You have voted.")
        member.does_not_read("My patients")

    grace.goes_to(vote)
    grace.presses("Close the vote and count")
    grace.is_at(RIDE)
    grace.reads("Reviewed", "Carried: 2 for, 0 against", "Whom it reaches, and whom not")
    grace.page.get_by_text("All 2 votes by name").click()
    grace.reads("Hannah Weiss", "My patients miss the second visit, not the first.")
