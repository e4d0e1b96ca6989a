"""The line of someone's own notes, day by day, with the changes of their medication as marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.chart.kinds.own_note import OwnNote
from kinbridge.core.pictures import Drawn, Mark, Trend
from kinbridge.people.models import Person

BREAK = 7
"""Days without a note after which the line stops: nobody is to read a trend into silence."""
STRENGTHS = (("craving", _("Craving")), ("withdrawal", _("Withdrawal")))


@dataclass(frozen=True, slots=True)
class Noted:
    """One note. `mine`: the reader wrote it."""

    id: int
    day: date
    body: OwnNote
    mine: bool


def picture(person: Person, notes: Sequence[Noted], changes: Sequence[tuple[date, str]]) -> Trend | None:
    """None until two days have a number. `changes` are days and what changed, in words."""
    numbered = [one for one in notes if one.body.craving is not None or one.body.withdrawal is not None]
    days = {one.day: one.body for one in numbered}  # of several notes on one day, the last
    if len(days) < 2:
        return None
    first, last = min(days), max(days)
    told = [(day, words) for day, words in changes if first <= day <= last]
    return Trend(
        id=f"own-{person.pk}",
        title=gettext("Craving and withdrawal, as noted by %(name)s") % {"name": person.given_name},
        description=gettext("0 is none, 10 the strongest. A line stops where a week has no note."),
        times=(_short(first), _short(last)),
        lines=tuple(Drawn(str(label), tuple(_runs(days, name, first))) for name, label in STRENGTHS),
        rows=tuple(
            (_short(day), *(_number(getattr(days[day], name)) for name, label in STRENGTHS)) for day in sorted(days)
        ),
        last=(last - first).days,
        top=10,
        top_text="10",
        marks=tuple(
            Mark((day - first).days, number, f"{_short(day)}: {words}")
            for number, (day, words) in enumerate(told, start=1)
        ),
    )


def _runs(days: dict[date, OwnNote], name: str, first: date) -> Iterator[tuple[tuple[int, int], ...]]:
    run: list[tuple[int, int]] = []
    for day in sorted(days):
        strength = getattr(days[day], name)
        if strength is None:
            continue
        place = (day - first).days
        if run and place - run[-1][0] > BREAK:
            yield tuple(run)
            run = []
        run.append((place, strength))
    if run:
        yield tuple(run)


def _number(strength: int | None) -> str:
    return "" if strength is None else str(strength)


def _short(day: date) -> str:
    return date_format(day, "j M" if get_language() == "es" else "M j")
