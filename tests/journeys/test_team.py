"""The team goes through its list: a pledge, the most urgent first, a few minutes each, and out with named actions."""

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
    ellen.does_not_read("Abbott family")
    pledges(ellen)
    rows = ellen.page.locator(".kb-agenda__row", has_text="Abbott family")
    expect(rows).to_contain_text("The baby was born")
    expect(rows).to_contain_text("A member of the team asks for time.")
    ellen.reads(re.compile(r"about \d+ minutes"))
    ellen.presses("Freeze the list")
    comes_in(ellen, "Ellen Marsh")
    comes_in(ellen, "Carol Lindqvist")
    ellen.follows("The list")
    turns_the_screen(ellen)
    ellen.follows("Abbott family")
    says_how_things_stand(ellen)
    gives_carol_something_to_do(ellen)
    ellen.presses(re.compile("^Discussed"))
    ellen.follows("The list")
    expect(rows).to_contain_text("Discussed")
    ellen.presses("Close the meeting")
    ellen.reads("the minutes are what was signed off", "2 partners came; 7 make a quorum.", CRIB)

    carol = enters("Carol Lindqvist")
    carol.reads("What you took on", CRIB)
    carol.opens("Team meeting")
    mine = carol.page.locator(".kb-card", has_text=CRIB)
    mine.get_by_label("The family has been told").check()
    carol.presses(re.compile("^Done"), within=mine)
    carol.does_not_read(CRIB)


def pledges(person: Person) -> None:
    person.page.get_by_label("I give this pledge").check()
    person.presses("Go on to the list")


def comes_in(ellen: Person, name: str) -> None:
    if not ellen.page.url.endswith("/room/"):
        ellen.follows("Who is here")
    ellen.presses(re.compile(f"^Is here.*{name}"))


def turns_the_screen(ellen: Person) -> None:
    """One key for the next family, in letters that are read from the back of the room; her own page follows."""
    ellen.follows("The room's screen")
    first = ellen.page.get_by_role("heading", level=1).inner_text()
    with ellen.page.expect_navigation():
        ellen.page.keyboard.press("ArrowRight")
    ellen.looks()
    mine = ellen.page.context.new_page()
    mine.goto(ellen.page.url.split("/screen/")[0] + "/now/")
    expect(mine.get_by_role("heading", level=2).first).to_have_text(first)
    with ellen.page.expect_navigation():
        ellen.page.keyboard.press("ArrowRight")
    ellen.looks()
    expect(mine.get_by_role("heading", level=2).first).not_to_have_text(first, timeout=10_000)
    mine.close()
    assert ellen.page.get_by_role("heading", level=1).inner_text() != first
    with ellen.page.expect_navigation():
        ellen.page.keyboard.press("PageUp")
    expect(ellen.page.get_by_role("heading", level=1)).to_have_text(first)
    ellen.follows("Leave the screen")


def says_how_things_stand(ellen: Person) -> None:
    ellen.presses("Add your update", answers=400)
    ellen.page.get_by_label("What the team needs to know").fill("Steady. Grandmother will help at home.")
    ellen.presses("Add your update")
    ellen.reads("Steady. Grandmother will help at home.")


def gives_carol_something_to_do(ellen: Person) -> None:
    ellen.page.get_by_text("An action", exact=True).click()
    ellen.page.get_by_label("What will be done").fill(CRIB)
    ellen.page.get_by_label("Who will do it").select_option(label="Carol Lindqvist, Nurse Home Visits")
    ellen.page.get_by_label("By when").fill("2031-02-03")
    ellen.presses("Add the action")
    ellen.reads(CRIB, "Carol Lindqvist, Nurse Home Visits")


def test_a_member_hears_only_of_families_that_named_their_program(enters: Enters) -> None:
    luis = enters("Luis Ferrer")
    luis.opens("Team meeting")
    luis.follows(re.compile(r"\d:\d\d"), within=luis.page.locator("h2:text-is('Alder CHARM Team') ~ ul"))
    if luis.page.get_by_label("I give this pledge").is_visible():
        pledges(luis)
    luis.reads(re.compile("you may not hear of"), "Nguyen-Hart family")
    luis.does_not_read("Pelletier family")
