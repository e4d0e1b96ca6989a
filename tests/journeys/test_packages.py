"""Maya takes two courses of other makers in their closed frames; her record and her supervisor's page say so."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Frame, expect

from tests.journeys.walking import Person

Enters = Callable[..., Person]

TRIES = """async () => {
  const tried = async (name, act) => { try { return `${name}: ${await act()}`; } catch (error) { return error.name; } };
  return Promise.all([
    tried("cookie", () => document.cookie),
    tried("parent", () => parent.document.title),
    tried("top", () => top.location.href),
    tried("desk", async () => (await fetch("/learn/")).status),
    tried("elsewhere", async () => (await fetch("https://elsewhere.example/")).status),
  ]);
}"""
"""What a course might try: there is nothing to read, and the rest fails with the name of an error."""


def course(person: Person, title: str) -> Frame:
    """The frame of a course that has been opened from its page."""
    person.presses(re.compile("^(Open|Go on with) Ten lines"))
    inside = person.page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_have_text(title)
    return person.page.frames[1]


def test_maya_takes_a_scorm_course_goes_on_where_she_was_and_her_supervisor_sees_it(enters: Enters) -> None:
    maya = enters("Maya Thornton", width=360, height=780)
    maya.goes_to("/learn/")
    maya.follows("Safe storage in ten lines")
    frame = course(maya, "Safe storage in ten lines")
    assert frame.evaluate(TRIES) == ["cookie: ", *["SecurityError"] * 2, *["TypeError"] * 2]
    maya.trouble.clear()  # the browser says so too, each time
    frame.get_by_label("A drawer in the kitchen").check()
    frame.get_by_role("button", name="Check my answer").click()
    expect(frame.get_by_role("status")).to_contain_text("Not quite")
    maya.follows("Close the course")
    maya.reads("Not passed yet", "Score: 0 percent")
    frame = course(maya, "Safe storage in ten lines")
    expect(frame.get_by_label("A drawer in the kitchen")).to_be_checked()
    frame.get_by_label("A box with a lock").check()
    frame.get_by_role("button", name="Check my answer").click()
    expect(frame.get_by_role("status")).to_contain_text("Right.")
    maya.follows("Close the course")
    maya.reads("You finished this course", "Score: 100 percent", "Your certificate (PDF)")
    denise = enters("Denise Okafor")
    denise.goes_to("/learn/unit/")
    denise.reads(re.compile("Maya Thornton.*?Safe storage in ten lines: Done", re.DOTALL))


def test_maya_takes_a_cmi5_course_which_tells_the_record_store_itself(enters: Enters) -> None:
    maya = enters("Maya Thornton")
    maya.goes_to("/learn/package-naloxone-in-ten-lines/")
    maya.follows("Open the course")
    frame = course(maya, "Naloxone in ten lines")
    frame.get_by_label("Give a second dose").check()
    frame.get_by_role("button", name="Check my answer").click()
    expect(frame.get_by_role("status")).to_contain_text("Right.")
    maya.follows("Close the course")
    maya.reads("You finished this course", "Score: 100 percent")
