"""What definitions are made of: what came first, or how often, within so many days of a case, and how far it got."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kinbridge.measures.rules.tables import Rows, Tables

FAMILY = ("family",)
PERSON = ("family", "person")


def deliveries(t: Tables) -> Rows:
    """`family`, `day` and `weeks`: twins are born on the same day and are one delivery."""
    births = t.of("birth")
    return births.group_by("family", "day").agg(weeks=births.number.max())


def affected(t: Tables) -> Rows:
    """The births of infants whom substance use before birth affected, or may have: `family`, `person`, `day`."""
    births = t.of("birth", code=("yes", "suspected"))
    return births.group_by("family", "person").agg(day=births.day.min())


def first(cases: Rows, events: Rows, name: str, *, of: Sequence[str], since: Any = 0, until: Any = None) -> Rows:
    """The cases with one more column: the day of the first event from `since` to `until` days after each."""
    both, inside = _with_events(cases, events, of, since, until)
    return both.group_by(*cases.columns).agg(**{name: both.their_day.min(where=inside)})


def firsts(cases: Rows, events: Rows, by: str, *, of: Sequence[str], until: int, **steps: Sequence[str]) -> Rows:
    """The cases with a column for each of `steps`: the first day that an event had one of these words in `by`."""
    both, inside = _with_events(cases, events, of, 0, until, also=by)
    found = {name: both.their_day.min(where=inside & both[f"their_{by}"].isin(words)) for name, words in steps.items()}
    return both.group_by(*cases.columns).agg(**found)


def days_with(cases: Rows, events: Rows, name: str, *, of: Sequence[str], since: Any = 0, until: Any = None) -> Rows:
    """The cases with one more column: on how many days there was such an event."""
    both, inside = _with_events(cases, events, of, since, until)
    return both.group_by(*cases.columns).agg(**{name: both.their_day.nunique(where=inside)})


def _with_events(
    cases: Rows, events: Rows, of: Sequence[str], since: Any, until: Any, also: str = ""
) -> tuple[Rows, Any]:
    theirs = events.select(**{f"their_{key}": events[key] for key in (*of, "day", *filter(None, [also]))})
    both = cases.left_join(theirs, [cases[key] == theirs[f"their_{key}"] for key in of])
    inside = both.their_day >= both.day + since
    if until is not None:
        inside = inside & (both.their_day <= both.day + until)
    return both, inside


def level(*reached: Any) -> Any:
    """How many of these steps a case has reached, one after the other: a step counts only after those before it."""
    held, total = None, None
    for step in reached:
        step = step.fill_null(False)
        held = step if held is None else held & step
        one = held.ifelse(1, 0)
        total = one if total is None else total + one
    return total
