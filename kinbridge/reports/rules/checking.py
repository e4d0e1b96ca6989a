"""Check a record file line by line: which item is wrong, what stands there, what is allowed, and how to mend it.

A file may be larger than memory: lines are read once, and only the first mistakes are kept; all are counted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kinbridge.reports.rules.across import ACROSS, Record
from kinbridge.reports.rules.layouts import LAYOUTS, Element, Layout

MOST_KEPT = 200
MOST_SHOWN = 40
OLDEST = date(1980, 1, 1)
KEY = re.compile(r"[A-Za-z0-9]{4,32}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """`row` counts the lines of the file, the headings being the first; 0 is the file itself."""

    row: int
    item: str
    value: str
    trouble: str
    allowed: str
    mend: str

    def __str__(self) -> str:
        where = f"Line {self.row}" if self.row else "The file"
        item = f", {self.item}" if self.item else ""
        stands = f" It says “{self.value}”." if self.value else ""
        allowed = f" Allowed: {self.allowed}." if self.allowed else ""
        return f"{where}{item}: {self.trouble}{stands}{allowed} {self.mend}"


@dataclass(slots=True)
class Checked:
    layout: Layout | None = None
    records: int = 0
    count: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, mistake: Mistake) -> None:
        self.count += 1
        if len(self.mistakes) < MOST_KEPT:
            self.mistakes.append(mistake)

    @property
    def summary(self) -> str:
        records = f"{self.records:,} record{'' if self.records == 1 else 's'}"
        if not self.count:
            return f"{records} checked, and nothing is wrong with the shape of the file."
        mistakes = f"{self.count:,} mistake{'' if self.count == 1 else 's'}"
        rest = f" The first {len(self.mistakes)} are listed." if self.count > len(self.mistakes) else ""
        return f"{records} checked, {mistakes} found.{rest}"


def check(lines: Iterable[str], *, today: date, layout: Layout | None = None) -> Checked:
    """What is wrong with a file. Without a layout, the one whose headings the file has."""
    found = Checked(layout)
    rows = csv.reader(_text(lines, found), strict=True)
    try:
        _check(rows, found, today)
    except (csv.Error, UnicodeDecodeError):
        found.add(
            Mistake(
                rows.line_num + 1, "", "", "This line cannot be read as a table.", "", "Save it as CSV (UTF-8) again."
            )
        )
    return found


def _text(lines: Iterable[str], found: Checked) -> Iterator[str]:
    for line in lines:
        if "\x00" in line:
            found.add(_of_file("This is no text file.", "Save the table as CSV (UTF-8) and check that file."))
            return
        yield line


def _parted_by(line: str) -> str:
    """How a first line that has our headings parts them instead of commas; empty if it has none of ours."""
    parts = {";": "semicolons", "\t": "tabs"}
    return next((words for mark, words in parts.items() if mark in line and _layout_of(line.split(mark))), "")


def _of_file(trouble: str, mend: str, *, allowed: str = "") -> Mistake:
    return Mistake(0, "", "", trouble, allowed, mend)


def _check(rows: Iterator[list[str]], found: Checked, today: date) -> None:
    headings = [one.strip() for one in next(rows, [])]
    if not headings and not found.count:
        found.add(_of_file("It is empty.", "Send a file with a line of headings and a line for each record."))
    if not headings:
        return
    found.layout = layout = found.layout or _layout_of(headings)
    if layout is None and (parted := _parted_by(headings[0])):
        found.add(_of_file(f"Its cells are parted by {parted}, not by commas.", "Save it as CSV with commas."))
        return
    if layout is None:
        known = "; or ".join(f"{one.short}: {', '.join(one.names[:4])} and so on" for one in LAYOUTS.values())
        found.add(_of_file("Its first line has none of the known headings.", "Add the headings.", allowed=known))
        return
    if not _headings_fit(headings, layout, found):
        return
    seen: set[int] = set()
    for number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        found.records += 1
        if len(cells) != len(headings):
            words = f"The line has {len(cells)} cells, and the headings have {len(headings)}."
            mend = "Look for a comma too many or too few; put text that holds a comma in quotation marks."
            found.add(Mistake(number, "", "", words, "", mend))
            continue
        _check_record(number, dict(zip(headings, map(str.strip, cells), strict=True)), layout, found, today, seen)
    if not found.records:
        found.add(_of_file("It has headings and no record.", "Add a line for each record, or send no file."))


def _layout_of(headings: Sequence[str]) -> Layout | None:
    best = max(LAYOUTS.values(), key=lambda one: len(set(one.names) & set(headings)))
    return best if set(best.names) & set(headings) else None


def _headings_fit(headings: Sequence[str], layout: Layout, found: Checked) -> bool:
    missing = [one for one in layout.elements if one.name not in headings]
    for one in missing:
        words = "The column is missing."
        found.add(Mistake(1, _item(one), "", words, one.allowed, f"Add a column with the heading {one.name}."))
    twice = sorted({one for one in headings if headings.count(one) > 1})
    for name in twice:
        found.add(Mistake(1, "", _short(name), "Two columns have this heading.", "", "Keep one."))
    for name in headings:
        if name not in layout.names and name not in twice:
            words = f"No element of {layout.short} has this heading."
            found.add(Mistake(1, "", _short(name), words, "", "Take the column out, or mend its heading."))
    return not missing and not twice


def _check_record(
    number: int, cells: dict[str, str], layout: Layout, found: Checked, today: date, seen: set[int]
) -> None:
    record = Record()
    for element in layout.elements:
        value = cells[element.name]
        trouble = _trouble(element, value, today)
        if trouble is not None:
            words, mend = trouble
            found.add(Mistake(number, _item(element), _short(value), words, element.allowed, mend))
        else:
            record.take(element, value)
    for rule in ACROSS[layout.code]:
        broken = rule(record)
        if broken is not None:
            name, words, mend = broken
            element = next(one for one in layout.elements if one.name == name)
            found.add(Mistake(number, _item(element), _short(cells[name]), words, "", mend))
    key = hash(tuple(cells[name] for name in layout.key))
    if key in seen:
        words = f"Another line has the same {' and '.join(layout.key)}."
        found.add(Mistake(number, "", "", words, "", "Keep one record of the two."))
    seen.add(key)


def _trouble(element: Element, value: str, today: date) -> tuple[str, str] | None:
    """What is wrong with a value and how to mend it; None where nothing is."""
    if not value:
        unknown = next((code for code, words in element.codes.items() if words == "unknown"), "")
        mend = f"Write the value; {unknown} if it is not known." if unknown else "Write the value."
        return ("The item is empty.", mend) if element.required else None
    if element.kind == "code" and value not in element.codes:
        return "The code is not one of those allowed.", _mended(value, element)
    if element.kind == "key" and not KEY.fullmatch(value):
        return "The mark is not of letters and digits only.", "Use the number that your system gives the record."
    return _wrong_day(value, today) if element.kind == "date" else None


def _mended(value: str, element: Element) -> str:
    alike = next((code for code in element.codes if code.casefold() == value.casefold()), "")
    if alike:
        return f"Write it in small letters, as “{alike}”."
    return "Write one of them, with its zeros." if next(iter(element.codes)).isdigit() else "Write one of them."


def _wrong_day(value: str, today: date) -> tuple[str, str] | None:
    try:
        day = date.fromisoformat(value) if DAY.fullmatch(value) else None
    except ValueError:
        return "There is no such day.", "Look at the month and the day."
    if day is None:
        return "The day is not written as year, month and day.", "Write it such as 2026-03-09."
    if day > today:
        return "The day is still to come.", "Look at the year."
    return ("The day is too long ago.", "Look at the year.") if day < OLDEST else None


def _item(element: Element) -> str:
    number = f" ({element.number})" if element.number and element.number not in element.name else ""
    return f"item {element.name}{number}, {element.title}"


def _short(value: str) -> str:
    return value if len(value) <= MOST_SHOWN else value[: MOST_SHOWN - 1] + "…"
