"""What two items of one record must agree on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kinbridge.reports.rules.layouts import Element

YES = "1"
Broken = tuple[str, str, str]
"""The element's name, what is wrong, and how to mend it."""


class Record:
    """The items of one record that are right by themselves."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.days: dict[str, date] = {}

    def take(self, element: Element, value: str) -> None:
        if element.kind == "date" and value:
            self.days[element.name] = date.fromisoformat(value)
        elif element.kind == "code":
            self.codes[element.name] = value

    def before(self, later: str, earlier: str) -> bool:
        """Whether the two days are known, and stand the wrong way round."""
        known = later in self.days and earlier in self.days
        return known and self.days[later] < self.days[earlier]

    @property
    def is_infant(self) -> bool:
        """Under one year old on the day of the report."""
        born, reported = self.days.get("CHBDATE"), self.days.get("RPTDT")
        if born is None or reported is None:
            return False
        birthdays = reported.year - born.year - ((reported.month, reported.day) < (born.month, born.day))
        return birthdays < 1

    @property
    def is_exposed_infant(self) -> bool:
        return self.is_infant and YES in (self.codes.get("CDALC"), self.codes.get("CDDRUG"))


Across = Callable[[Record], Broken | None]


def days_in_order(later: str, earlier: str, words: str) -> Across:
    def rule(record: Record) -> Broken | None:
        return (later, words, "Look at both days.") if record.before(later, earlier) else None

    return rule


def removal_is_told(record: Record) -> Broken | None:
    told = record.codes.get("FOSTERCR")
    if told == YES and "RMVDATE" not in record.days:
        return (
            "RMVDATE",
            "FOSTERCR says foster care, and no day of removal stands here.",
            "Write the day, or mend FOSTERCR.",
        )
    if told not in (None, YES) and "RMVDATE" in record.days:
        return "FOSTERCR", "There is a day of removal, and this says no foster care.", "Write 1, or take the day out."
    return None


def asked_of_exposed_infants(name: str, what: str) -> Across:
    def rule(record: Record) -> Broken | None:
        if record.is_exposed_infant and record.codes.get(name) == "":
            words = f"The child is under 1 with a risk factor of alcohol or drugs: {what} has to be answered."
            return name, words, "Write 1 or 2; 9 if it is not known."
        return None

    return rule


ACROSS: Mapping[str, tuple[Across, ...]] = {
    "ncands": (
        days_in_order("INVDATE", "RPTDT", "The investigation starts before the report."),
        days_in_order("RPTDISDT", "RPTDT", "The disposition is before the report."),
        days_in_order("RPTDT", "CHBDATE", "The report is before the child's birth."),
        removal_is_told,
        asked_of_exposed_infants("SAFECARE", "whether there is a plan of safe care"),
        asked_of_exposed_infants("CARAREF", "whether there is a referral"),
    ),
    "afcars": (
        days_in_order("E69", "E5", "The removal is before the child's birth."),
        days_in_order("E153", "E69", "The exit is before the removal."),
    ),
}
