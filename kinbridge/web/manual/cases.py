"""The worked situations that counsel reads: each question in words, and the answer the rules give today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kinbridge.core.decision import Outcome
from kinbridge.disclosure.case_files import FOLDER, Case, cases
from kinbridge.disclosure.explained import ANSWERS, found
from kinbridge.disclosure.rules import may_share
from kinbridge.web.manual.markdown import Pages, bullets, link, page, say, section
from kinbridge.web.manual.situations import question

CASES = "disclosure/cases"
CASES_INDEX = f"{CASES}/README.md"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A case and its number within its file."""

    case: Case
    number: int

    @property
    def name(self) -> str:
        return f"Case {self.number}"


def _numbered() -> Iterable[Numbered]:
    for _, together in groupby(cases(), key=lambda case: case.file):
        yield from (Numbered(case, number) for number, case in enumerate(together, 1))


NUMBERED: tuple[Numbered, ...] = tuple(_numbered())


def page_of(case: Case) -> str:
    return f"{CASES}/{case.file.replace('_', '-')}.md"


def title_of(file: str) -> str:
    """The subject of a file of cases, as its first line says it."""
    with (FOLDER / f"{file}.toml").open(encoding="utf-8") as lines:
        return next(lines).strip("# .\n")


def answer(case: Case) -> str:
    """The answer that counsel expects, in a word or two."""
    return ANSWERS[Outcome(case.decision)]


def pages(homes: dict[str, str]) -> Pages:
    """One page for each file of cases. `homes` says on which page each rule stands."""
    by_file = {file: tuple(group) for file, group in groupby(NUMBERED, key=lambda one: one.case.file)}
    made = {page_of(some[0].case): _page(file, some, homes) for file, some in by_file.items()}
    listing = [
        f"{link(title_of(file), page_of(some[0].case), here=CASES_INDEX)} ({len(some)})"
        for file, some in by_file.items()
    ]
    made[CASES_INDEX] = page("Worked situations", say("law", "cases"), bullets(listing))
    return made


def _page(file: str, some: Iterable[Numbered], homes: dict[str, str]) -> str:
    here = f"{CASES}/{file.replace('_', '-')}.md"
    return page(title_of(file), *(section(one.name, *_told(one.case, homes, here)) for one in some))


def _told(case: Case, homes: dict[str, str], here: str) -> Iterable[str]:
    decision = may_share(case.ask)
    because = dict.fromkeys(reason.rule for reason in decision.reasons)
    rules = ", ".join(link(rule, homes[rule], here=here, at=rule) if rule in homes else rule for rule in because)
    yield f"**{case.says}**"
    yield bullets(question(case.situation))
    yield f"Answer: **{found(decision)}** By: {rules}."
