"""The little Markdown that the manual is written in."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kinbridge.disclosure.plain_words import WORDS, count, day, first_upper, how_sure, listed, plain, sure

__all__ = [
    "WORDS",
    "count",
    "day",
    "first_upper",
    "how_sure",
    "listed",
    "plain",
    "sure",
    "PROSE",
    "Pages",
    "anchor",
    "bullets",
    "link",
    "numbered",
    "page",
    "say",
    "section",
    "table",
    "written_in",
]

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


def written_in(rule: Callable[..., object]) -> str:
    """The file in which whoever changes a rule begins."""
    return f"Written in: `{rule.__module__.replace('.', '/')}.py`"


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
