"""Facts that cannot both be so. Both are named and kept; from them nothing is computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kinbridge.plans.births.rules.facts import PRESCRIBED, Exposure, Facts

WEEKS_APART = 4
"""A due date is an estimate; the weeks written at birth may differ from it by about this many."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts against each other, each as a sentence with where it stands, and the way out."""

    first: str
    second: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that the chart and the family's page say; None where they say none."""

    today: date
    pregnancy_began: date | None = None
    born: date | None = None
    birth_entries: tuple[date, ...] = ()
    weeks_at_birth: int | None = None
    went_home: date | None = None
    treatment_ended: date | None = None


def contradictions(facts: Facts, days: Days) -> tuple[Contradiction, ...]:
    return (*_of_days(days), *_of_answers(facts, days))


def _of_days(days: Days) -> Iterator[Contradiction]:
    began, born = days.pregnancy_began, days.born
    if born and began and born < began:
        yield Contradiction(
            f"The baby was born on {_said(born)}.",
            f"The pregnancy began on {_said(began)}, after that birth.",
            "Correct the date of birth or the due date on the People page.",
        )
    if born and born > days.today:
        yield Contradiction(
            f"The baby was born on {_said(born)}.",
            f"Today is {_said(days.today)}.",
            "Correct the date of birth.",
        )
    if len(set(days.birth_entries)) > 1:
        first, second = sorted(set(days.birth_entries))[:2]
        yield Contradiction(
            f"One birth entry is of {_said(first)}.",
            f"Another one of the same baby is of {_said(second)}.",
            "Withdraw the entry that was made in error.",
        )
    written = days.birth_entries[0] if len(set(days.birth_entries)) == 1 else None
    if born and written and abs((written - born).days) > 1:
        yield Contradiction(
            f"The People page says the baby was born on {_said(born)}.",
            f"The birth entry in the chart is of {_said(written)}.",
            "Correct the one that is wrong.",
        )
    if born and began and days.weeks_at_birth is not None and born >= began:
        counted = (born - began).days // 7
        if abs(counted - days.weeks_at_birth) > WEEKS_APART:
            yield Contradiction(
                f"The birth entry says week {days.weeks_at_birth}.",
                f"The due date makes it week {counted}.",
                "Correct the weeks or the due date.",
            )
    if born and days.went_home and days.went_home < born:
        yield Contradiction(
            f"The baby went home on {_said(days.went_home)}.",
            f"The baby was born on {_said(born)}, after that.",
            "Correct the discharge or the date of birth.",
        )


def _of_answers(facts: Facts, days: Days) -> Iterator[Contradiction]:
    found = facts.exposures
    if found is not None and Exposure.MOUD in found and facts.disorder is False:
        yield Contradiction(
            "The mother takes medication for opioid use disorder.",
            "The answer says she has no substance use disorder.",
            "Change one of the two answers; medicine for pain is a line of its own.",
        )
    if facts.engaged and facts.disorder is False:
        yield Contradiction(
            "The answer says the mother is steady in treatment.",
            "The answer says she has no substance use disorder.",
            "Change one of the two answers.",
        )
    if facts.engaged and days.treatment_ended is not None and days.treatment_ended <= days.today - timedelta(days=1):
        yield Contradiction(
            "The answer says the mother is steady in treatment.",
            f"The chart says treatment ended on {_said(days.treatment_ended)}, and no later start is on file.",
            "Ask her, or the program with her consent, and correct the one that is wrong.",
        )
    if found is not None and not found and facts.withdrawal:
        yield Contradiction(
            "The answer says the baby shows signs of withdrawal.",
            "The answer says there was no exposure.",
            "Choose what the exposure was, or that nobody knows what it was.",
        )
    if found is not None and facts.fasd and Exposure.ALCOHOL not in found:
        yield Contradiction(
            "A fetal alcohol spectrum disorder was diagnosed.",
            "Alcohol is not among the exposures.",
            "Add alcohol, or correct the diagnosis.",
        )
    if found is not None and facts.as_prescribed and found and not found & PRESCRIBED:
        yield Contradiction(
            "The answer says what was prescribed was taken as prescribed.",
            "Nothing among the exposures was prescribed.",
            "Add the prescribed medicine, or change the answer to not known.",
        )


def _said(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
