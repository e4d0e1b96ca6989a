"""The little Markdown that the manual is written in."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from kinbridge.core.decision import Confidence

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
PROSE = tomllib.loads(Path(__file__).with_name("prose.toml").read_text(encoding="utf-8"))
Pages = dict[str, str]
"""Each page of the manual: its place under docs/reference, and its text."""


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", *(part.strip("\n") for part in parts if part)]) + "\n"


def section(title: str, *parts: str, level: int = 2) -> str:
    return "\n\n".join([f"{'#' * level} {title}", *(part for part in parts if part)])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Nothing at all where there are no rows."""
    lines = [_row(row) for row in rows]
    return "\n".join([_row(head), _row(["---"] * len(head)), *lines]) if lines else ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") or " " for cell in cells) + " |"


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def link(text: str, to: str, *, here: str, at: str = "") -> str:
    """A link from the page `here` to the page `to`, and to the heading `at` on it."""
    path = "" if to == here else posixpath.relpath(to, posixpath.dirname(here) or ".")
    return f"[{text}]({path}{f'#{anchor(at)}' if at else ''})"


def anchor(heading: str) -> str:
    """How readers of Markdown name a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def say(on: str, which: str, /, **values: object) -> str:
    """A paragraph of prose.toml."""
    return " ".join(PROSE[on][which].split()).format(**values)


def plain(code: object) -> str:
    """A code in words."""
    text = str(code)
    words: dict[str, str] = WORDS["words"]
    return words.get(text, text.replace("_", " "))


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str], *, last: str = "and") -> str:
    *before, end = [*words] or [""]
    return f"{', '.join(before)} {last} {end}" if before else end


def day(on: date) -> str:
    return f"{on:%B} {on.day}, {on.year}"


def sure(confidence: Confidence) -> str:
    """In a word or three: for tables."""
    return str(WORDS["sure"][confidence.value]["short"])


def how_sure(confidence: Confidence) -> str:
    """In a sentence: for entries."""
    words = WORDS["sure"][confidence.value]
    return f"{first_upper(words['short'])}. {words['long']}"


def count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
