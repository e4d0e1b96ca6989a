"""The coalition sees how the county is doing, and no family."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.axe import faults
from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_grace_runs_the_goals_and_reads_the_measures(enters: Enters) -> None:
    grace = enters("Grace Whitfield")
    grace.reads("Goals you answer for")
    expect(grace.page.get_by_role("navigation", name="Primary")).not_to_contain_text("Families")
    grace.follows("Bold ideas and momentum")
    grace.page.get_by_label("Value now").fill("5")
    grace.page.get_by_label("On which day").fill("2026-11-01")
    grace.page.get_by_label("Where the number comes from").fill("Two gaps closed in October")
    grace.presses("Save")
    grace.reads("Two gaps closed in October")
    grace.opens("Coalition")
    grace.reads("5 gaps")
    she_reads_the_four_targets(grace)
    she_reads_what_stands_beside_them(grace)
    grace.opens("Learn")
    grace.follows(re.compile("A Collaborative Approach"))
    grace.reads("SMA16-4978")


def she_reads_the_four_targets(grace: Person) -> None:
    """Each with how many of how many; what could point at a person is hidden, and so is what would give it away."""
    grace.opens("Measures")
    for target in ("Early prenatal care", "Medication at birth", "Counseling begun", "Basic needs met"):
        grace.reads(target)
    grace.reads("hidden: too few to show", re.compile("[Rr]eferrals"))


def she_reads_what_stands_beside_them(grace: Person) -> None:
    for page, words in (
        ("Where families are lost, on one sheet", "Of each 100 at the step before"),
        ("What is counted, and what is not", "Regional Partnership Grants: children"),
        ("Our families beside the county", "Only people who work for"),
        ("Beside other counties", "Birch County"),
    ):
        grace.opens("Measures")
        grace.follows(page)
        grace.reads(words)
        assert faults(grace.page) == []
