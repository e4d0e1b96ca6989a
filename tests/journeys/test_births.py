"""A birth: notification or report and why, the hand over by a person, the baby's day, and the packet that waits."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_the_hospital_decides_and_hands_over(enters: Enters) -> None:
    priya = enters("Priya Raman")
    her_desk_says_what_waits(priya)
    a_test_alone_is_left_to_a_person(priya)
    it_says_what_is_missing(priya)
    with_every_answer_it_says_where_it_leads(priya)
    she_decides_and_hands_it_over(priya)
    the_babys_day_is_written_down(priya)
    nobody_else_finds_the_page(enters, priya.page.url)


def turns_to(person: Person, step: str) -> None:
    person.follows(step, within=person.page.get_by_role("navigation", name="This birth"))


def her_desk_says_what_waits(priya: Person) -> None:
    priya.reads("Births waiting for you", "Wren Haskell", "Call Tamarack Primary Care")
    priya.opens("Births")
    priya.reads("Baby Pelletier", "Notification or report? Not decided yet", "Child protection was told on")


def a_test_alone_is_left_to_a_person(priya: Person) -> None:
    priya.follows("Wren Haskell")
    priya.reads("A person has to decide", "A test is not a safety concern", "Confirm locally", "What would change it")


def it_says_what_is_missing(priya: Person) -> None:
    priya.opens("Births")
    priya.follows("Baby Pelletier")
    priya.reads("missing", "Is there a safety concern other than the exposure itself?")
    priya.page.get_by_text("What the chart says that you may see").click()
    priya.reads(re.compile("Admitted to treatment"))


def with_every_answer_it_says_where_it_leads(priya: Person) -> None:
    page = priya.page
    page.get_by_label("Methadone or buprenorphine for opioid use disorder").check()
    page.get_by_label("The mother said so").check()
    for question, said in (
        ("Was what was prescribed taken as prescribed?", "Yes"),
        ("Does the baby show signs of withdrawal?", "No"),
        ("Was a fetal alcohol spectrum disorder diagnosed?", "No"),
        ("Is there a safety concern other than the exposure itself?", "No"),
        ("Is there a plan of safe care?", "Yes"),
    ):
        page.get_by_role("group", name=question).get_by_label(said, exact=True).check()
    priya.presses("Work it out")
    expect(page.locator("#answer-heading")).to_have_text("Notification")
    priya.reads("P2: A disorder, steady in treatment", "If the mother left treatment", "Rules: Vermont")


def she_decides_and_hands_it_over(priya: Person) -> None:
    page = priya.page
    priya.presses("Save my decision")
    priya.is_at("Notification without names")
    notice = page.locator(".kb-notice").inner_text()
    assert "Pelletier" not in notice
    assert "Renee" not in notice
    page.get_by_label("Through the state's portal").check()
    priya.presses("Keep this record", answers=400)
    priya.reads("Tick this when you have read it and handed it over")
    page.get_by_label("I read it whole, and I handed it over myself").check()
    page.get_by_label("The number they gave").fill("N-2201")
    priya.presses("Keep this record")
    priya.reads("Handed over by Priya Raman", "N-2201")
    priya.opens("Births")
    priya.does_not_read("Notification or report? Not decided yet")


def the_babys_day_is_written_down(priya: Person) -> None:
    page = priya.page
    priya.follows("Baby Pelletier")
    turns_to(priya, "Baby's day")
    for name in ("Eats", "Sleeps", "Can be consoled"):
        page.get_by_role("group", name=name, exact=True).get_by_label("Yes", exact=True).check()
    page.get_by_label("Hours together in one room, this day").fill("18")
    priya.presses("Write it down")
    expect(page.locator("tbody tr").first).to_contain_text("18")
    turns_to(priya, "Before going home")
    priya.reads("Dose after birth", "Naloxone")
    page.get_by_label("Naloxone kits given").fill("2")
    priya.presses("Write it down")
    priya.reads("Given on")
    turns_to(priya, "Packet")


def nobody_else_finds_the_page(enters: Enters, address: str) -> None:
    maya = enters("Maya Thornton")
    answer = maya.page.goto(address)
    assert answer is not None
    assert answer.status == 404
    answer = maya.page.goto("/births/")
    assert answer is not None
    assert answer.status == 403


def test_it_works_on_a_phone(enters: Enters) -> None:
    hannah = enters("Hannah Weiss", width=360, height=740)
    hannah.opens("Births")
    hannah.reads("Expected", "Baby Nguyen-Hart")
    hannah.follows("Otis Abbott")
    turns_to(hannah, "Baby's day")
