"""The words of a notice with names, or of a report: a draft that a person reads whole, changes, and hands over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kinbridge.plans.births.rules.facts import Facts

NOT_A_REPORT = "This is a notification under 42 USC 5106a(b)(2)(B)(ii). It is not a report of abuse or neglect."
REPORT = "This is a report. The person named below makes it; software only wrote the draft."


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    name: str
    work: str


def draft(
    facts: Facts, *, title: str, report: bool, people: Iterable[str], born: date | None, by: Writer, to: str
) -> str:
    """Everything stands in lines of its own, so that a person can strike what should not go."""
    lines = [title, f"To: {to}", REPORT if report else NOT_A_REPORT, "", *people]
    if born is not None:
        lines.append(f"Born on {born:%B} {born.day}, {born.year}.")
    if facts.exposures:
        lines.append("Exposed before birth to: " + "; ".join(one.says for one in sorted(facts.exposures)) + ".")
    if facts.shown_by:
        lines.append("Known from: " + "; ".join(one.says for one in sorted(facts.shown_by)) + ".")
    if facts.engaged is True:
        lines.append("The mother is steady in treatment.")
    lines += [
        words[value]
        for words, value in ((SIGNS, facts.withdrawal), (FASD, facts.fasd), (PLAN, facts.plan))
        if value in words
    ]
    if report and facts.concern_words:
        lines += ["", f"The concern: {facts.concern_words}"]
    return "\n".join([*lines, "", f"{by.name}, {by.work}"])


SIGNS = {True: "The baby shows signs of withdrawal.", False: "The baby shows no signs of withdrawal."}
FASD = {True: "A fetal alcohol spectrum disorder was diagnosed."}
PLAN = {True: "A plan of safe care has been made.", False: "A plan of safe care is being made."}
