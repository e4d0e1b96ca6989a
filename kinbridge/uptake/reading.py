"""The last count of a course, as far as it may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kinbridge.directory.models import Program, Viewer
from kinbridge.learning.rules.courses import Course
from kinbridge.uptake.actions import newest
from kinbridge.uptake.rules import Done, Shown, Span, compared, shown

OTHERS = "The other units of these agencies"


@dataclass(frozen=True, slots=True)
class Unit:
    """`people` and `finished` are 0 for all the other units together."""

    name: str
    day: date
    people: int
    finished: int
    spans: tuple[Span, Span]
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class Uptake:
    course: Course
    counted_at: datetime | None
    units: tuple[Unit, ...]

    @property
    def chart(self) -> dict[str, object]:
        """For `_chart_bar.html`: the share of first visits that were kept."""
        shares = [
            (f"{unit.name}, {when}", done.kept)
            for unit in self.units
            for when, done in (("before", unit.before), ("after", unit.after))
        ]
        return {
            "title": "First visits kept",
            "description": "Of the referrals that each unit sent, in percent.",
            "label": "Unit",
            "value_label": "Percent",
            "top": 100,
            "bars": [
                {"label": label, "value": kept and kept.percent, "text": str(kept or "too few to show")}
                for label, kept in shares
            ],
        }


def uptake(course: Course, *, by: Viewer) -> Uptake:
    last = newest(course.key, by.coalition_id)
    if last is None:
        return Uptake(course, None, ())
    names = dict(Program.objects.filter(organization__coalition=by.coalition_id).values_list("pk", "name"))
    of_id = {str(pk): name for pk, name in names.items()}
    units = tuple(_unit(one, of_id.get(one["program"], OTHERS)) for one in last.body)
    return Uptake(course, last.counted_at, units)


def _unit(told: dict[str, Any], name: str) -> Unit:
    day = date.fromisoformat(told["day"])
    return Unit(
        name=name,
        day=day,
        people=told.get("people", 0),
        finished=told.get("finished", 0),
        spans=compared(day, today=date.fromisoformat(told["on"])),
        before=shown(Done(*told["before"])),
        after=shown(Done(*told["after"])),
    )
