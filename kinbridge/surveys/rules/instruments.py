"""Question sets: our own, and slots for those that others own, whose text a coalition brings itself. Pure."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
AGREE_OF = {4: 3, 5: 4, 7: 5}
"""From which answer on someone agrees, by how many answers there are."""
LABELS = {
    4: ("Strongly disagree", "Disagree", "Agree", "Strongly agree"),
    5: ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree"),
    7: ("1: to little or no extent", "2", "3", "4", "5", "6", "7: to a great extent"),
}
LABELS_ES = {
    4: ("Muy en desacuerdo", "En desacuerdo", "De acuerdo", "Muy de acuerdo"),
    5: ("Muy en desacuerdo", "En desacuerdo", "Ni una cosa ni la otra", "De acuerdo", "Muy de acuerdo"),
    7: ("1: nada o poco", "2", "3", "4", "5", "6", "7: mucho"),
}
STEPS = {1: "Not begun", 2: "Talked about", 3: "Begun", 4: "Mostly so", 5: "How we work"}
"""What an organization says of itself, in a look that bears its name."""
UNSAID = 0
MOST_ITEMS, MOST_WORDS = 200, 500
COLUMNS = ("domain", "item_no", "text")


def score_of(domain: str) -> str:
    """Under what code a domain's scores are counted; the empty domain is all of them."""
    return f"={domain}"


@dataclass(frozen=True, slots=True)
class Item:
    """One statement. `es` is empty where nobody translated it: the English is shown."""

    code: str
    domain: str
    en: str
    es: str = ""

    def said(self, language: str) -> str:
        return self.es if language == "es" and self.es else self.en


@dataclass(frozen=True, slots=True)
class Questions:
    code: str
    title: Mapping[str, str]
    scale: int
    items: tuple[Item, ...]
    kind: str = "survey"
    lede: Mapping[str, str] = field(default_factory=dict)
    source: str = ""

    @property
    def name(self) -> str:
        return self.title["en"]

    @property
    def domains(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.domain for item in self.items))

    @property
    def agree_from(self) -> int:
        return AGREE_OF[self.scale]

    def labels(self, language: str) -> Sequence[str]:
        return (LABELS_ES if language == "es" else LABELS)[self.scale]

    def scores(self, answers: Mapping[str, int]) -> dict[str, int]:
        """One person's mean in each domain and in all, in half points doubled; none where most was left unsaid."""
        found = {}
        for domain in ("", *self.domains):
            asked = [item.code for item in self.items if domain in ("", item.domain)]
            said = [answers[code] for code in asked if answers.get(code, UNSAID) != UNSAID]
            if 2 * len(said) >= len(asked):
                found[domain] = round(2 * sum(said) / len(said))
        return found


@dataclass(frozen=True, slots=True)
class Slot:
    code: str
    title: str
    owner: str
    get: str
    scale: int
    confirm: str
    items: int = 0


def _own(row: Mapping[str, Any]) -> Questions:
    items = tuple(Item(one["code"], one["name"], one["en"], one.get("es", "")) for one in row["domains"])
    return Questions(
        row["code"], row["title"], row["scale"], items, row["kind"], row["lede"], row.get("source", "Our own words")
    )


OWN: Mapping[str, Questions] = {
    row["code"]: _own(row) for row in tomllib.loads((HERE / "questions.toml").read_text("utf-8"))["set"]
}
SLOTS: Mapping[str, Slot] = {
    row["code"]: Slot(**row) for row in tomllib.loads((HERE / "slots.toml").read_text("utf-8"))["slot"]
}


class Unreadable(ValueError):
    """The file is not what it should be; the sentence says where."""


def read_items(data: bytes) -> tuple[Item, ...]:
    """The statements of a CSV file with the columns domain, item_no and text. Raises `Unreadable`."""
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise Unreadable("This is no CSV file in UTF-8. Save it as CSV UTF-8 and choose it again.") from None
    if not rows or any(name not in rows[0] for name in COLUMNS):
        raise Unreadable(f"The first line has to name the columns {', '.join(COLUMNS)}.")
    if len(rows) > MOST_ITEMS:
        raise Unreadable(f"The file has {len(rows)} statements; {MOST_ITEMS} is the most.")
    items = []
    for line, row in enumerate(rows, 2):
        domain, number, text = ((row[name] or "").strip() for name in COLUMNS)
        if not (domain and text and number.isascii() and number.isdigit()) or len(number) > 4:
            raise Unreadable(f"Line {line}: give a domain, a whole number and a text.")
        if len(text) > MOST_WORDS or len(domain) > 80 or "\x00" in text + domain:
            raise Unreadable(f"Line {line}: the text is longer than {MOST_WORDS} letters, or no text.")
        items.append(Item(str(int(number)), domain, text))
    if len({item.code for item in items}) < len(items):
        raise Unreadable("Two lines have the same item_no. Number each statement once.")
    return tuple(items)
