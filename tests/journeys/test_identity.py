"""Daniel decides whether two records are of one person; a worker is told whom to ask, and may say who it is not."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from tests.journeys.walking import Person

Enters = Callable[..., Person]


def test_records_of_one_person_are_linked_and_unlinked(enters: Enters) -> None:
    daniel = enters("Daniel Cho")
    daniel.opens("Audit")
    daniel.follows("One person, two records?")
    daniel.reads("Waiting for a decision", "We do not know yet", "Nobody whom only a treatment program")
    keep(daniel, "identity-queue")
    linked = daniel.part("Decided").get_by_role("link").first.inner_text()
    pair = daniel.part("Waiting for a decision").get_by_role("link").first.inner_text()
    daniel.follows(pair)
    daniel.reads("What the two records say", "nothing is merged")
    keep(daniel, "identity-pair")
    daniel.page.get_by_text("The same person", exact=True).click()
    daniel.page.get_by_label("Why?").fill("Asked both programs; one birthday.")
    daniel.presses("Decide")
    daniel.reads("The same person, Daniel Cho")

    maya = enters("Maya Thornton")
    maya.goes_to(f"/families/?words={linked.partition(' and ')[0].rpartition(' ')[2]}")
    maya.follows(re.compile(" family$"), within=maya.page.locator("#families"))
    maya.turns_to("People")
    maya.follows("Other records of these people")
    maya.reads("has another record", "Family Preservation")
    keep(maya, "identity-family")
    maya.follows(re.compile("^This is somebody else"))
    maya.page.get_by_label("Why?").fill("Her cousin; she told me so.")
    maya.presses("Undo the link")
    maya.reads("There is no other record that you may know of.")


def keep(person: Person, name: str) -> None:
    """On a desk and on a phone; a picture of each where someone asked for pictures."""
    folder = os.environ.get("KINBRIDGE_PICTURES")
    for width in (360, 1280):
        person.page.set_viewport_size({"width": width, "height": 800})
        person.looks()
        if folder:
            person.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
