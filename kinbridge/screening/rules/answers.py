"""Reading an answer sheet: what was said, what was not, and what cannot be an answer.

"Declined" and "not asked" are answers a person may give. They are never zero, and never an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

DECLINED = "declined"
NOT_ASKED = "not_asked"

_LABEL = re.compile(r"[A-Za-z0-9_.+\-\[\]]{1,60}")
_YES_NO: Mapping[object, bool] = {"yes": True, "no": False}


class BadAnswer(ValueError):
    """An answer the instrument does not have. The message names the item and never repeats free text."""


def label(name: object) -> str:
    """The name of an item as an error may show it; a name somebody typed is not repeated, it may be a person's."""
    return name if isinstance(name, str) and _LABEL.fullmatch(name) else "an item"


def unsaid(answer: object) -> str | None:
    """Why there is no answer: "declined", "not_asked", or "" when it was left open. None when there is one."""
    if answer is None or answer == "":
        return ""
    if isinstance(answer, str):
        word = answer.strip().casefold().replace(" ", "_")
        return word if word in (DECLINED, NOT_ASKED) else None
    return None


def as_yes_no(name: str, answer: object) -> bool:
    if isinstance(answer, bool):
        return answer
    word = answer.strip().casefold() if isinstance(answer, str) else None
    if word not in _YES_NO:
        raise BadAnswer(f"{name} must be yes or no")
    return _YES_NO[word]


def as_whole(name: str, answer: object, low: int, high: int) -> int:
    """A whole number from `low` to `high`. True is not 1: a tick in a points column is a slip of the form."""
    if isinstance(answer, bool) or not isinstance(answer, int | float) or answer != answer // 1:
        raise BadAnswer(f"{name} must be a whole number {low} to {high}")
    if not low <= answer <= high:
        raise BadAnswer(f"{name} out of range {low}-{high}")
    return int(answer)


def as_number(name: str, answer: object, low: float, high: float) -> float:
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not abs(answer) < math.inf:
        raise BadAnswer(f"{name} must be a number {low:g} to {high:g}")
    if not low <= answer <= high:
        raise BadAnswer(f"{name} out of range {low:g}-{high:g}")
    return float(answer)


def as_one_of(name: str, answer: object, allowed: Collection[str]) -> str:
    word = answer.strip().casefold().replace(" ", "_") if isinstance(answer, str) else None
    if word is None or word not in allowed:
        raise BadAnswer(f"{name} must be one of: {', '.join(allowed)}")
    return word


def as_list(name: str, answer: object, length: int | None = None) -> Sequence[object]:
    if not isinstance(answer, list | tuple):
        raise BadAnswer(f"{name} must be a list")
    if length is not None and len(answer) != length:
        raise BadAnswer(f"{name} needs {length} items")
    return answer


def as_map(name: str, answer: object) -> Mapping[str, object]:
    if not isinstance(answer, Mapping) or not all(isinstance(key, str) for key in answer):
        raise BadAnswer(f"{name} must be a set of named answers")
    return answer


class Sheet:
    """One person's answers to one instrument. Each read notes what was not answered, in the order it was asked for."""

    def __init__(self, answers: Mapping[str, object], *, part_of: Sheet | None = None) -> None:
        self._answers = answers
        self._whole_sheet = part_of
        self.missing: list[str] = []
        self.declined: list[str] = []
        self.not_asked: list[str] = []

    def part(self, name: str, answers: object) -> Sheet:
        """The answers about one thing among several (one substance, one domain), each named `name.item`."""
        return Sheet({f"{name}.{item}": said for item, said in as_map(label(name), answers).items()}, part_of=self)

    def row(self, name: str, answers: object, length: int | None = None) -> Sheet:
        """Answers given as a list, each named by its place: `name[1]`, `name[2]`."""
        given = as_list(label(name), answers, length)
        return Sheet({f"{name}[{place}]": said for place, said in enumerate(given, start=1)}, part_of=self)

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def raw(self, name: str) -> object:
        return self._answers.get(name)

    def has(self, name: str) -> bool:
        return unsaid(self.raw(name)) is None

    def answered(self, name: str) -> bool:
        """True when there is an answer to read; otherwise `name` is noted as missing, with the reason if any."""
        why = unsaid(self.raw(name))
        if why is not None:
            self._note(name, why)
        return why is None

    def _note(self, name: str, why: str) -> None:
        self.missing.append(name)
        if why == DECLINED:
            self.declined.append(name)
        elif why == NOT_ASKED:
            self.not_asked.append(name)
        if self._whole_sheet is not None:
            self._whole_sheet._note(name, why)

    def yes_no(self, name: str) -> bool | None:
        return as_yes_no(label(name), self.raw(name)) if self.answered(name) else None

    def whole(self, name: str, low: int, high: int) -> int | None:
        return as_whole(label(name), self.raw(name), low, high) if self.answered(name) else None

    def number(self, name: str, low: float, high: float) -> float | None:
        return as_number(label(name), self.raw(name), low, high) if self.answered(name) else None

    def one_of(self, name: str, allowed: Collection[str]) -> str | None:
        return as_one_of(label(name), self.raw(name), allowed) if self.answered(name) else None

    def listed(self, name: str) -> Sequence[object]:
        return as_list(label(name), self.raw(name)) if self.answered(name) else ()

    def mapped(self, name: str) -> Mapping[str, object]:
        return as_map(label(name), self.raw(name)) if self.answered(name) else {}
