"""The whole manual: every page, its first page, and the keeping of the copy in docs/reference."""

from __future__ import annotations

from pathlib import Path

from kinbridge.chart.kinds import KINDS
from kinbridge.clocks.rules import RULES as CLOCKS
from kinbridge.directory.rules import QUESTIONS
from kinbridge.screening.rules import INSTRUMENTS
from kinbridge.web.manual import (
    capabilities,
    cases,
    clocks,
    disputed,
    facts,
    instruments,
    law,
    matching,
    measures,
    overview,
    papers,
    states,
    work,
)
from kinbridge.web.manual.markdown import Pages, bullets, count, link, page, say, section

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"
FRONT = "README.md"


def pages() -> Pages:
    """Every page, by its place under docs/reference. The same rules give the same pages, on any day."""
    made = [law.pages(), cases.pages(law.HOME_BY_ID), papers.pages(), disputed.pages(), overview.pages()]
    made += [
        clocks.pages(),
        states.pages(),
        matching.pages(),
        instruments.pages(),
        facts.pages(),
        measures.pages(),
        work.pages(),
        capabilities.pages(),
        {FRONT: _front()},
    ]
    return {place: text for some in made for place, text in some.items()}


def stale() -> list[str]:
    """The pages in docs/reference that are missing, differ from what the rules say now, or should be gone."""
    wanted = pages()
    present = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*.md")}
    changed = [
        place for place, text in wanted.items() if place not in present or present[place].read_text("utf-8") != text
    ]
    return sorted([*changed, *(present.keys() - wanted.keys())])


def write() -> list[str]:
    """Bring docs/reference up to date; which pages changed."""
    wanted, changed = pages(), stale()
    for place in changed:
        path = FOLDER / place
        if place in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[place], encoding="utf-8")
        else:
            path.unlink()
    return changed


def _front() -> str:
    def to(text: str, there: str) -> str:
        return link(text, there, here=FRONT)

    states_known = count(len(states.states_on_file()), "state")
    shared = (
        f"{to('The law as the gate reads it', law.INDEX)}: how an answer is reached, and {law.size()} by body of law",
        f"{to('Worked situations', cases.CASES_INDEX)}: {len(cases.NUMBERED)} questions, each with its answer",
        f"{to('Faults of papers', papers.PAPERS)}: the E-codes, and how to mend each",
        f"{to('Where lawyers differ', disputed.DISPUTED)}: the question, and the choice made here",
    )
    due = (
        f"{to('The clocks', clocks.CLOCKS_INDEX)}: {count(len(CLOCKS), 'deadline')} in five lanes",
        to("Clocks that collide", clocks.CLASHES),
    )
    found = (
        f"{to('Your state', states.STATES_INDEX)}: the values of {states_known}, and what is not here yet for all",
        to("Every citation", overview.CITATIONS),
        f"{to('Which service fits, and why', matching.MATCHING_PAGE)}: {count(len(QUESTIONS), 'question')}",
    )
    recorded = (
        f"{to('Screening instruments', instruments.INSTRUMENTS_PAGE)} ({len(INSTRUMENTS)})",
        f"{to('Kinds of fact', facts.FACTS_PAGE)} ({len(KINDS)})",
        to("The plan of safe care", work.PLAN_PAGE),
        to("The family case plan, and the way home", work.CASE_PAGE),
        to("What the coalition counts", measures.INDEX),
        to("Who finds which pages", work.ROLES_PAGE),
        to("What it can do, row by row", capabilities.CAPABILITIES),
    )
    return page(
        "Reference",
        say("front", "what"),
        say("front", "not_advice"),
        section("May this be shared?", bullets(shared)),
        section("What falls due?", bullets(due)),
        section("Look it up", bullets(found)),
        section("What is recorded, asked and counted", bullets(recorded)),
    )
