"""The team goes through its list: the most urgent first, a few minutes each, and out with named actions."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]
CRIB = "Bring a second crib before they go home"


def test_the_team_goes_through_its_list_and_carol_finds_her_action(enters: Enters) -> None:
    ellen = enters("Ellen Marsh")
    ellen.follows(re.compile("^Alder CHARM Team"))
    rows = ellen.page.locator(".kb-agenda__row")
    expect(rows.nth(0)).to_contain_text("Abbott family")
    expect(rows.nth(0)).to_contain_text("The baby was born")
    ellen.reads(re.compile(r"about \d+ minutes"))
    ellen.presses("Freeze the list")
    ellen.follows("Abbott family")
    says_how_things_stand(ellen)
    gives_carol_something_to_do(ellen)
    ellen.presses("Discussed; next family")
    ellen.follows("The list")
    expect(rows.nth(0)).to_contain_text("Discussed")
    ellen.presses("Close the meeting")
    ellen.reads("The minutes carry the mark")

    carol = enters("Carol Lindqvist")
    carol.reads("What you took on", CRIB)
    carol.opens("Team meeting")
    mine = carol.page.locator(".kb-card", has_text=CRIB)
    mine.get_by_label("The family has been told").check()
    carol.presses(re.compile("^Done"), within=mine)
    carol.does_not_read(CRIB)


def says_how_things_stand(ellen: Person) -> None:
    ellen.presses("Add your update", answers=400)
    ellen.page.get_by_label("What the team needs to know").fill("Steady. Grandmother will help at home.")
    ellen.presses("Add your update")
    ellen.reads("Steady. Grandmother will help at home.")


def gives_carol_something_to_do(ellen: Person) -> None:
    ellen.page.get_by_label("What will be done").fill(CRIB)
    ellen.page.get_by_label("Who will do it").select_option(label="Carol Lindqvist, Nurse Home Visits")
    ellen.page.get_by_label("By when").fill("2031-02-03")
    ellen.presses("Add the action")
    ellen.reads(CRIB, "Carol Lindqvist, Nurse Home Visits")


def test_a_member_sees_only_the_families_their_program_serves(enters: Enters) -> None:
    luis = enters("Luis Ferrer")
    luis.opens("Team meeting")
    luis.follows(re.compile(r"\d:\d\d"), within=luis.page.locator("h2:text-is('Alder CHARM Team') ~ ul"))
    luis.reads(re.compile("your program is not part of"))
    luis.does_not_read("Pelletier family")
