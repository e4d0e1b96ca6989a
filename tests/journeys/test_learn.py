"""Maya goes on with her course on a phone that runs no script; the trainer reads what courses changed, and no name."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_maya_goes_on_with_her_course_on_a_phone_without_scripts(enters: Enters) -> None:
    maya = enters("Maya Thornton", width=360, height=780, script=False)
    maya.goes_to("/learn/")
    maya.reads("Your training", "What your supervisor saw")
    maya.follows(re.compile("^Go on: "))
    maya.page.get_by_label("Who is awake and sober with the children when you use?").check()
    maya.page.get_by_label("There was contact with a substance").check()
    maya.page.get_by_label("An infant is alone with an adult who cannot be woken").check()
    maya.presses("Check my answers")
    maya.reads("3 of 3 right: passed")
    maya.follows(re.compile("^Next: Overdose"))
    maya.follows("Practice this conversation")
    maya.page.get_by_label("You did just right to tell me").check()
    maya.presses("Say this")
    maya.reads("Opens the door", "She does not wake.")


def test_the_trainer_reads_what_changed_and_makes_a_key_for_another_system(enters: Enters) -> None:
    teresa = enters("Teresa Lowell")
    teresa.opens("Learn")
    teresa.follows("Skills and confidence")
    teresa.page.get_by_label("Course").select_option("talking")
    teresa.presses("Show")
    teresa.reads("Who stayed with it", "Before and after", "percent of the way up the rubric")
    teresa.goes_to("/learn/compliance/")
    teresa.reads("Family Assessment", "Too few to show")
    teresa.goes_to("/xapi/keys/")
    teresa.reads("Statements held")
