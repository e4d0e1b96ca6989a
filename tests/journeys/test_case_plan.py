"""A family case plan lived with, by the mother and by her worker; and how fast a family was reached."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_a_mother_and_her_worker_on_the_way_home(enters: Enters) -> None:
    dana = enters("Dana Whitcomb", width=360, height=740)
    she_reads_her_plan_and_says_how_she_sees_it(dana)
    maya = enters("Maya Thornton")
    her_worker_reads_it_and_writes_the_next_step_down(maya)
    and_what_is_missing_before_the_plan_may_end(maya)
    and_how_fast_another_family_was_reached(maya)


def she_reads_her_plan_and_says_how_she_sees_it(dana: Person) -> None:
    dana.follows("Family case plan")
    dana.reads("What we want for our family", "On the way home", "Joan Pickering", "10 of 12 visits took place")
    dana.follows("Say how you see it")
    dana.page.get_by_label("About what").select_option(label="People who stand by us")
    dana.page.get_by_label("Steady").check()
    dana.page.get_by_label("What someone saw or heard").fill("My neighbor has our key now.")
    dana.presses("Keep it")
    dana.reads("My neighbor has our key now.", "in their own words")


def her_worker_reads_it_and_writes_the_next_step_down(maya: Person) -> None:
    maya.goes_to("/families/?words=Whitcomb")
    maya.follows("Whitcomb family")
    maya.follows("Family case plan with Dana Whitcomb")
    maya.reads("My neighbor has our key now.")
    maya.follows("Write down the next step")
    maya.presses("Write the step down", answers=400)
    maya.page.get_by_label("Ivy Whitcomb").check()
    maya.page.get_by_label("On your own together").check()
    maya.page.get_by_label("The family's team, together").check()
    maya.page.get_by_label("Who was there, by name").fill("Dana Whitcomb, Maya Thornton, Aunt Carla")
    maya.presses("Write the step down")
    maya.reads("Aunt Carla")


def and_what_is_missing_before_the_plan_may_end(maya: Person) -> None:
    maya.follows("End this plan")
    maya.reads("Whom to call on a hard day", "Missing", "Who mends it")
    maya.presses("End the plan", answers=400)
    maya.reads("Say why the plan may end all the same")


def and_how_fast_another_family_was_reached(maya: Person) -> None:
    maya.goes_to("/families/?words=Stillwater")
    maya.follows("Stillwater family")
    maya.follows("First response: how fast, and what was found")
    maya.reads("First contact with treatment", "27 days", "Ruth Stillwater")
    maya.follows("Write down what you found")
    maya.presses("Keep it", answers=400)
