"""A plan lived with: looked at again, seen differently, kept on one page; and the safety plan that it is not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_a_plan_through_its_first_year(enters: Enters) -> None:
    carol = enters("Carol Lindqvist")
    her_desk_says_the_plan_is_due_a_look(carol)
    she_writes_the_review_down(carol)
    ana = enters("Ana Rivera", width=360, height=740)
    ana_says_what_she_sees_differently(ana)
    ana_keeps_one_page(ana)
    maya = enters("Maya Thornton")
    a_safety_plan_is_something_else(maya)


def her_desk_says_the_plan_is_due_a_look(carol: Person) -> None:
    carol.reads("Plans to look at again", "3 months review")
    carol.follows("Plan of safe care with Ana Rivera")
    carol.reads("Held", "Late", "Next step, and who takes it", "My mother keeps him when I work")
    shot(carol, "plan")


def she_writes_the_review_down(carol: Person) -> None:
    carol.follows("Write a review down")
    page = carol.page
    page.get_by_label("Who was there").fill("Ana, Carol Lindqvist")
    page.get_by_label("Some of them").check()
    page.get_by_label("What has changed").fill("He rolls over.")
    page.get_by_label("Yes, it still says what is so").check()
    shot(carol, "review")
    carol.presses("Write the review down")
    carol.reads("The plan is still true.", "He rolls over.")


def ana_says_what_she_sees_differently(ana: Person) -> None:
    ana.follows("Plan of safe care")
    ana.reads("Held", "The parent sees this differently")
    shot(ana, "plan-phone")
    ana.follows("Say what you see differently")
    ana.page.get_by_label("Baby", exact=True).fill("He likes the swing best.")
    shot(ana, "differently-phone")
    ana.presses("Keep my words")
    ana.reads("He likes the swing best.")


def ana_keeps_one_page(ana: Person) -> None:
    ana.opens("My family")
    ana.follows("One page to keep")
    ana.reads("We look at your plan again", "Who to call", "If someone will not wake up: naloxone", "911")
    ana.does_not_read("Cedar Street", "Opioid Treatment")
    shot(ana, "one-page-phone")
    ana.follows("Español")
    ana.reads("Si alguien no despierta: naloxona")


def a_safety_plan_is_something_else(maya: Person) -> None:
    maya.goes_to("/families/?words=Stillwater")
    maya.follows("Stillwater family")
    maya.turns_to("Plans")
    maya.follows("Looking for a safety plan?")
    maya.reads("sits with Wren every evening", "Ended", "A plan of safe care is support")
    shot(maya, "safety")
    maya.follows("Write a safety plan")
    shot(maya, "safety-write")
    maya.presses("Save", answers=400)


def shot(person: Person, name: str) -> None:
    """A picture to look at, where somebody asks for it."""
    if folder := os.environ.get("KINBRIDGE_SHOTS"):
        person.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
