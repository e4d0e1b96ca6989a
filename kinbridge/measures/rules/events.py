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
    inside = _inside(cases, events, of, since, until)
    return _told(cases, inside, of, **{name: inside.their_day.min()})


def last(cases: Rows, events: Rows, name: str, *, of: Sequence[str], since: Any = None, until: Any = 0) -> Rows:
    """The cases with one more column: the day of the last event from `since` to `until` days after each."""
    inside = _inside(cases, events, of, since, until)
    return _told(cases, inside, of, **{name: inside.their_day.max()})


def firsts(cases: Rows, events: Rows, by: str, *, of: Sequence[str], until: int, **steps: Sequence[str]) -> Rows:
    """The cases with a column for each of `steps`: the first day that an event had one of these words in `by`."""
    inside = _inside(cases, events, of, 0, until, also=by)
    word = inside[f"their_{by}"]
    return _told(cases, inside, of, **{name: inside.their_day.min(where=word.isin(one)) for name, one in steps.items()})


def lasts(cases: Rows, events: Rows, by: str, *, of: Sequence[str], **steps: Sequence[str]) -> Rows:
    """The same of the last day, up to the case's own."""
    inside = _inside(cases, events, of, None, 0, also=by)
    word = inside[f"their_{by}"]
    return _told(cases, inside, of, **{name: inside.their_day.max(where=word.isin(one)) for name, one in steps.items()})


def days_with(cases: Rows, events: Rows, name: str, *, of: Sequence[str], since: Any = 0, until: Any = None) -> Rows:
    """The cases with one more column: on how many days there was such an event, or null where there was none."""
    inside = _inside(cases, events, of, since, until)
    return _told(cases, inside, of, **{name: inside.their_day.nunique()})


def _inside(cases: Rows, events: Rows, of: Sequence[str], since: Any, until: Any, also: str = "") -> Rows:
    """Each case beside each of its events from `since` to `until` days after."""
    theirs = events.select(**{f"their_{key}": events[key] for key in (*of, "day", *filter(None, [also]))})
    both = theirs.inner_join(cases, [theirs[f"their_{key}"] == cases[key] for key in of])
    if since is not None:
        both = both.filter(both.their_day >= both.day + since)
    return both if until is None else both.filter(both.their_day <= both.day + until)


def _told(cases: Rows, inside: Rows, of: Sequence[str], **found: Any) -> Rows:
    """The cases beside what was found for each. Most have no such event: to group those that do is the least work."""
    keys = (*of, "day")
    grouped = inside.group_by(*keys).agg(**found)
    grouped = grouped.rename({f"found_{key}": key for key in keys})
    # The cases stand on the right here as above: on the left Ibis would fold the joins before into this one, and
    # they would be made twice.
    both = grouped.right_join(cases, [grouped[f"found_{key}"] == cases[key] for key in keys])
    return both.select(*cases.columns, *found)


def level(*reached: Any) -> Any:
    """How many of these steps a case has reached, one after the other: a step counts only after those before it."""
    held, total = None, None
    for step in reached:
        step = step.fill_null(False)
        held = step if held is None else held & step
        one = held.ifelse(1, 0)
        total = one if total is None else total + one
    return total
