"""What the program is to be able to do, row by row: who can see it, on which page, and which test holds it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kinbridge.web.manual.markdown import Pages, count, page, say, section, table

CAPABILITIES = "capabilities.md"
FILE = Path(__file__).with_name("capabilities.toml")
SOURCES = {
    "A": "The newsletter of March 2017: webinars and a guide on mothers and opioids",
    "B": "The goals of a coalition on children and opioids",
}


@dataclass(frozen=True, slots=True)
class Row:
    """`pages` are names of addresses. A row without a page says in `lacks` why it is not built."""

    id: str
    says: str
    who: str = ""
    pages: tuple[str, ...] = ()
    test: str = ""
    lacks: str = ""


def rows() -> tuple[Row, ...]:
    found = tomllib.loads(FILE.read_text("utf-8"))["row"]
    return tuple(Row(**{**one, "pages": tuple(one.get("pages", ()))}) for one in found)


def pages() -> Pages:
    known = rows()
    parts = [
        section(
            title,
            table(
                ("row", "what one can do", "who sees it in the demo county", "page", "test"),
                (_cells(row) for row in known if row.id.startswith(letter)),
            ),
        )
        for letter, title in SOURCES.items()
    ]
    intro = say("capabilities", "intro", rows=count(len(known), "row"), partly=sum(bool(row.lacks) for row in known))
    return {CAPABILITIES: page("What it can do, row by row", intro, *parts)}


def _cells(row: Row) -> tuple[str, ...]:
    if not row.pages:
        return row.id, row.says, "", f"not built, because {row.lacks}", ""
    says = f"{row.says}. Not built of it: {row.lacks}." if row.lacks else f"{row.says}."
    return row.id, says, row.who, ", ".join(f"`{one}`" for one in row.pages), f"`{row.test}`"
