"""Read files of any size and encoding: rows of CSV, values of JSON, one at a time. What cannot be read is reported."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kinbridge.exchange.report import Effect, Report
from kinbridge.exchange.text import FALLBACK, encoding_of

CHUNK = 1 << 20
LARGEST_FIELD = 10_000_000
LARGEST_ITEM = 100_000_000
LINES = {".jsonl", ".ndjson"}
SPACE = re.compile(r"[\s,]*")
csv.field_size_limit(LARGEST_FIELD)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing read: where it stands in its file, the list it was in (JSON), its content, and the file itself."""

    row: str
    under: str
    content: dict[str, Any]
    file: IO[str]

    @property
    def read(self) -> int:
        """How many bytes of the file have been read by now."""
        return self.file.buffer.tell()  # type: ignore[attr-defined, no-any-return]


def opened(path: Path, report: Report) -> IO[str]:
    """The file as text. What is not UTF-8 is read as Windows-1252."""
    with path.open("rb") as start:
        head = start.read(CHUNK)
    encoding = encoding_of(head)
    if encoding == "utf-8-sig":
        try:
            head.decode("utf-8", "strict")
        except UnicodeDecodeError as trouble:
            if trouble.end < len(head) - 4:  # a letter cut at the end of the chunk is no trouble
                report.add(
                    "some letters are not UTF-8; they were read as Windows-1252.",
                    file=path.name,
                    row=head.count(b"\n", 0, trouble.start) + 1,
                    fix="Save the file as UTF-8.",
                )
    return path.open(encoding=encoding, errors=FALLBACK if encoding == "utf-8-sig" else "replace", newline="")


# ── CSV ──────────────────────────────────────────────────────────────────────


def rows(
    path: Path, report: Report, *, known: frozenset[str], needed: frozenset[str], also: str = "\0"
) -> Iterator[Found]:
    """The rows of a CSV file, by column name. Columns that are not known are reported and passed over.

    `also` is a beginning that makes any column name known.
    """
    with opened(path, report) as file:
        yield from _rows(file, path.name, report, known=known, needed=needed, also=also)


def _rows(
    file: IO[str], name: str, report: Report, *, known: frozenset[str], needed: frozenset[str], also: str
) -> Iterator[Found]:
    first = file.readline()
    delimiter = max(",;\t", key=first.count)
    header = [column.strip() for column in next(csv.reader([first], delimiter=delimiter), [])]
    columns = [column.lower() for column in header]
    if missing := sorted(needed - set(columns)):
        say = "the file is empty" if not any(columns) else f"the first row has no column {' or '.join(missing)}"
        fix = f"The first row names the columns: {', '.join(sorted(known))}."
        report.add(f"{say}.", file=name, row=1, fix=fix, effect=Effect.LEFT_OUT)
        return
    for column in columns:
        if column and column not in known and not column.startswith(also):
            report.add("this column is not known and was passed over.", file=name, row=1, name=column)
    if len(set(columns)) < len(columns):
        report.add("a column is there twice; the first is used.", file=name, row=1, fix="Delete the second.")
    places = {
        column: place
        for place, column in reversed(list(enumerate(columns)))
        if column in known or column.startswith(also)
    }
    reader = csv.reader(file, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            _left_out(report, name, reader.line_num + 1, "this row cannot be read.", "Check its quotes.")
            continue
        line = str(reader.line_num + 1)
        if not any(cells):
            continue
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            _left_out(
                report, name, line, "the row has more cells than the first row.", 'Put "…" around text with commas.'
            )
        elif len(cells) < len(columns) and any(place >= len(cells) for place in places.values()):
            _left_out(report, name, line, "the row has fewer cells than the first row.", "Fill in the missing commas.")
        else:
            yield Found(line, "", {column: cells[place] for column, place in places.items()}, file)


def _left_out(report: Report, file: str, row: object, trouble: str, fix: str) -> None:
    report.tally(file).left_out += 1
    report.add(trouble, file=file, row=row, fix=fix, effect=Effect.LEFT_OUT)


# ── JSON ─────────────────────────────────────────────────────────────────────


def values(path: Path, report: Report) -> Iterator[Found]:
    """The objects of a JSON file: one object, a list, a page with its list in "contents", tables, or one a line.

    Only one object of a list is held at a time, so a file may be larger than memory.
    """
    with opened(path, report) as file:
        reads = _Json(file, path.name, report)
        try:
            yield from reads.lines() if path.suffix.lower() in LINES else reads.values()
        except _Broken as trouble:
            _left_out(
                report, path.name, trouble.row, trouble.says, "Check the file where it breaks; it may be cut short."
            )


class _Broken(Exception):
    def __init__(self, row: str, says: str) -> None:
        super().__init__(says)
        self.row, self.says = row, says


class _Json:
    """Walks a JSON text without holding it."""

    def __init__(self, file: IO[str], name: str, report: Report) -> None:
        self.file, self.name, self.report = file, name, report
        self.text, self.at, self.ended, self.row = "", 0, False, ""
        self.decoder = json.JSONDecoder(
            object_pairs_hook=self.once,
            parse_int=lambda digits: int(digits) if len(digits) < 20 else float(digits),
            parse_constant=lambda _name: None,  # NaN and Infinity are not JSON
        )

    def once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                trouble = "this key is there twice in one object; the first was kept."
                self.report.add(trouble, file=self.name, row=self.row, name=key[:40], fix="Delete the second.")
            else:
                found[key] = value
        return found

    def values(self) -> Iterator[Found]:
        number = 0
        while self.peek():
            if self.peek() == "[":
                yield from self.listed("")
            elif self.peek() == "{":
                self.row = str(number) if number else ""
                yield from self.member_by_member()
            else:
                raise _Broken(str(number), "this is not JSON.")
            number += 1

    def lines(self) -> Iterator[Found]:
        """One object on each line: a line that cannot be read is named, and the next one is read."""
        number = 0
        while line := self.file.readline(LARGEST_ITEM):
            number += 1
            self.row = str(number)
            if len(line) == LARGEST_ITEM:
                raise _Broken(
                    self.row, f"this one line is larger than {LARGEST_ITEM // 1_000_000} MB; send it in parts."
                )
            if not line.strip():
                continue
            try:
                value = self.decoder.decode(line)
            except (json.JSONDecodeError, RecursionError):
                value = None
            if isinstance(value, dict):
                yield Found(self.row, "", value, self.file)
            else:
                _left_out(
                    self.report, self.name, self.row, "this line is no object of JSON.", "Write one object on each."
                )

    def listed(self, under: str) -> Iterator[Found]:
        self.take("[")
        number = 0
        while self.peek() != "]":
            self.row = f"{under}[{number}]"
            value = self.value()
            if isinstance(value, dict):
                yield Found(self.row, under, value, self.file)
            else:
                _left_out(self.report, self.name, self.row, "this is not an object.", "Each item is an object: {…}.")
            number += 1
        self.take("]")

    def member_by_member(self) -> Iterator[Found]:
        """An object whose long lists are walked, not held: a page's "contents", or tables by their file names."""
        self.take("{")
        whole: list[tuple[str, Any]] = []
        while self.peek() != "}":
            key = self.value()
            self.take(":")
            if self.peek() == "[" and isinstance(key, str) and (key == "contents" or key.endswith(".csv")):
                yield from self.listed(key)
            else:
                whole.append((key, self.value()))
        self.take("}")
        if any(key == "id" for key, _value in whole):
            yield Found(self.row, "", self.once(whole), self.file)

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except RecursionError:
                raise _Broken(self.row, "it is nested too deeply.") from None
            except json.JSONDecodeError as trouble:
                cut = trouble.msg.startswith("Unterminated") or trouble.pos + 16 > len(self.text)
                if cut and len(self.text) > LARGEST_ITEM:
                    size = f"{LARGEST_ITEM // 1_000_000} MB"
                    raise _Broken(self.row, f"this one item is larger than {size}; send it in parts.") from None
                if not cut or not self.more():
                    raise _Broken(self.row, "the text is not JSON from here on.") from None
            else:
                if end < len(self.text) or not self.more():  # a number may go on in the next chunk
                    self.at = end
                    return value

    def peek(self) -> str:
        """The next character that means something, or nothing at the end."""
        while True:
            self.at = SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def take(self, character: str) -> None:
        if self.peek() != character:
            raise _Broken(self.row, "the text is not JSON from here on.")
        self.at += 1

    def more(self) -> bool:
        if self.ended:
            return False
        chunk = self.file.read(max(CHUNK, len(self.text) - self.at))
        if not chunk:
            self.ended = True
            return False
        self.text, self.at = self.text[self.at :] + chunk, 0
        return True
