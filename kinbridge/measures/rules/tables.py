"""The tables that measures read: a family's facts as short codes and whole numbers, and nothing that names anyone.

A `day` is the number of days since January 1, 1970, a `quarter` the number of quarters since the year 0, so that every
engine subtracts them alike. `Rows` is an Ibis table; what is written here runs wherever Ibis runs, and imports nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Rows: TypeAlias = Any
"""An Ibis table expression."""

INTEGER, DAY, WORD, YES_NO = "int64", "int32", "string", "boolean"
FACT = {
    "family": INTEGER,
    "person": INTEGER,
    "kind": WORD,
    "day": DAY,
    "code": WORD,
    "other": WORD,
    "flag": YES_NO,
    "number": DAY,
}
CUTS = {
    "race_ethnicity": "Race and ethnicity",
    "payer": "Payer",
    "language": "Language",
    "county": "County",
    "tribe": "Tribe",
}
"""In what groups every measure is also counted: those of the mother, or else of the oldest adult on record."""

FAMILY = {"family": INTEGER, **dict.fromkeys(CUTS, WORD)}
CLOCK = {"follow": DAY, "as_of": DAY, "first": DAY, "since": DAY, "last": DAY}
"""For each span of days to look ahead: the last day on record, and the first and last quarter that are counted.

`since` is the first quarter of the newest year.
"""
CALENDAR = {"day": DAY, "quarter": DAY}
CASES = {"measure": DAY, "follow": DAY, "family": INTEGER, "day": DAY, "quarter": DAY, "level": DAY}
WAITED = dict.fromkeys(("measure", "follow", "quarter", "step", "days"), DAY)
"""The cases of all measures, and the days that each step of them took, so that they are looked up and counted together.

`measure` is its place among those counted, `follow` how many days it looks ahead.
"""

SCHEMAS: Mapping[str, Mapping[str, str]] = {"fact": FACT, "family": FAMILY, "clock": CLOCK, "calendar": CALENDAR}


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a kind's body the table keeps, by the column. What is not named here is never counted."""

    code: str = ""
    other: str = ""
    flag: str = ""
    number: str = ""
    counted: tuple[str, ...] = ()
    """The only words of `code` that definitions ask for, where most facts have others: those need not be read."""


PLACE_IN_FAMILY = "place in family"
"""Instead of a record's own number: which of the family's it is, counted from 1."""
CATEGORY = "category"
"""Instead of a field: under which category the fact is recorded."""

KEPT: Mapping[str, Fields] = {
    "report": Fields(code="track", other="priority"),
    "contact": Fields(code="outcome", counted=("met",)),
    "disposition": Fields(code="finding"),
    "removal": Fields(),
    "removal_circumstances": Fields(code="apply"),
    "return_home": Fields(code="to_home_of"),
    "prenatal_visit": Fields(flag="kept", number="weeks"),
    "postpartum_visit": Fields(flag="kept"),
    "birth": Fields(code="affected", number="weeks"),
    "notification": Fields(code="way"),
    "discharge": Fields(code="to"),
    "treatment_request": Fields(code="service", flag="pregnant"),
    "admission": Fields(code="level"),
    "attendance": Fields(code="service", flag="attended"),
    "medication": Fields(code="step", other="medication"),
    "treatment_end": Fields(code="how"),
    "naloxone": Fields(),
    "handed_out": Fields(),
    "screening_result": Fields(code="status"),
    "screening_offer": Fields(code="answer"),
    "consent_step": Fields(code="step"),
    "referral_step": Fields(code="step", other=CATEGORY, number=PLACE_IN_FAMILY),
    "ei_referral": Fields(code="step"),
    "need": Fields(code="need", other="step"),
    "plan_step": Fields(code="step"),
    "milestone": Fields(code="what", counted=("notification_to_child_protection",)),
}


SERVED = "served"
"""No kind of the chart: a partner (`code`) worked with the family from `day`, for a `number` of days or to this day.

From the first day that any of its programs did to the last.
"""


@dataclass(frozen=True, slots=True)
class Tables:
    fact: Rows
    family: Rows
    clock: Rows
    calendar: Rows

    def of(self, kind: str, **wanted: object) -> Rows:
        """The facts of a kind whose columns have these values: one, or one of several."""
        if kind in KEPT and (counted := KEPT[kind].counted) and wanted.get("code") not in counted:
            raise ValueError(f"Of {kind} only {', '.join(counted)} is read: name one, or add another to KEPT.")
        rows = self.fact.filter(self.fact.kind == kind)
        for column, value in wanted.items():
            rows = rows.filter(rows[column].isin(value) if isinstance(value, tuple) else rows[column] == value)
        return rows
