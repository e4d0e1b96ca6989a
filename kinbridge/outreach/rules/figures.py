"""A file of figures about a place, read line by line, its troubles in plain words. All is taken, or nothing."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "topics.toml"
COLUMNS = ("topic", "place", "year", "value", "source")
COUNTY = "county"
FEW = range(1, 11)
"""Counts of people that could name somebody."""
LINES = 5_000
EARLIEST = 1990
GREATEST = Decimal(100_000_000)
TOLD = 20
"""Troubles that are told at once; nobody mends more in one go."""


@dataclass(frozen=True, slots=True)
class Topic:
    """`people`: it counts people. `most`: more than that cannot be."""

    code: str
    words: str
    people: bool = False
    most: int | None = None


@cache
def topics() -> dict[str, Topic]:
    found = [Topic(**one) for one in tomllib.loads(FILE.read_text("utf-8"))["topic"]]
    return {one.code: one for one in found}


@dataclass(frozen=True, slots=True)
class Row:
    """`place` is "county", a ZIP code or the name of a town."""

    topic: str
    place: str
    year: int
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Read:
    rows: tuple[Row, ...]
    troubles: tuple[str, ...]


def read_figures(text: str, *, this_year: int) -> Read:
    """The rows of a CSV file, or the sentences that say what to mend in it."""
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error:
        return Read((), ("This is no CSV file: a quotation mark is not closed, or it holds signs that are no text.",))
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if not lines:
        return Read((), ("The file is empty. Its first line names the columns: topic, place, year, value, source.",))
    head = [cell.strip().casefold() for cell in lines[0]]
    if missing := [name for name in COLUMNS if name not in head]:
        return Read((), (f"The first line has no column named {', '.join(missing)}. It names: {', '.join(COLUMNS)}.",))
    if len(lines) - 1 > LINES:
        return Read((), (f"The file has more than {LINES:,} lines. Cut it into parts, such as one for each year.",))
    rows, troubles, known = [], [], dict[tuple[str, str, int], int]()
    for number, line in enumerate(lines[1:], 2):
        cells = {name: line[head.index(name)].strip() if head.index(name) < len(line) else "" for name in COLUMNS}
        found = list(_wrong(cells, this_year=this_year))
        if not found:
            row = Row(
                cells["topic"], _place(cells["place"]), int(cells["year"]), _number(cells["value"]), cells["source"]
            )
            key = (row.topic, row.place.casefold(), row.year)
            if key in known:
                found.append(f"it says the same as line {known[key]}; leave one of them out")
            known.setdefault(key, number)
            rows.append(row)
        troubles += [f"Line {number}: {words}." for words in found]
    if troubles:
        more = [f"There are {len(troubles) - TOLD} more troubles of this kind."] if len(troubles) > TOLD else []
        return Read((), (*troubles[:TOLD], *more))
    return Read(tuple(rows), ()) if rows else Read((), ("The file names its columns and has no line under them.",))


def _wrong(cells: dict[str, str], *, this_year: int) -> Iterator[str]:
    topic = topics().get(cells["topic"])
    if topic is None:
        yield f"there is no topic “{cells['topic'][:40]}”; write one of {', '.join(topics())}"
    if not 1 <= len(cells["place"]) <= 80:
        yield "the place is missing, or too long; write “county”, a ZIP code or the name of a town"
    if not re.fullmatch(r"[0-9]{4}", cells["year"], re.ASCII) or not EARLIEST <= int(cells["year"]) <= this_year:
        yield f"the year “{cells['year'][:10]}” is none from {EARLIEST} to {this_year}"
    if not 1 <= len(cells["source"]) <= 300:
        yield "the source is missing, or longer than 300 characters; a figure without a source is not kept"
    if "\0" in "".join(cells.values()):
        yield "it holds a sign that is no text"
    try:
        value = _number(cells["value"])
    except InvalidOperation:
        yield f"the value “{cells['value'][:20]}” is no number; write digits, such as 12 or 7.4"
        return
    if not 0 <= value <= GREATEST:
        yield "the value is below zero, or too large"
    elif topic is not None and topic.most is not None and value > topic.most:
        yield f"the value is above {topic.most:,}, which cannot be for “{topic.words}”"
    elif topic is not None and topic.people and value != int(value):
        yield "a count of people is a whole number"
    elif topic is not None and topic.people and int(value) in FEW:
        yield "a count of 1 to 10 people could name somebody; leave the line out"


def _number(text: str) -> Decimal:
    """Raises `InvalidOperation`."""
    if not re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,4})?|-?[0-9]{1,12}(\.[0-9]{1,4})?", text, re.ASCII):
        raise InvalidOperation
    return Decimal(text.replace(",", ""))


def _place(text: str) -> str:
    return COUNTY if text.casefold() == COUNTY else text
