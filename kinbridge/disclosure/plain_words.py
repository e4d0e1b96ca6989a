"""What the rules know by a code, in words for counsel: the manual, `./run explain` and the page that explains."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kinbridge.core.decision import Confidence

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


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
