"""Measures that count the same cases, such as births: how many there are is hidden by all of them or by none.

Else one would tell what another hides: a quarter, or a group of a year. They may look ahead for different times and so
tell different years, but a quarter's births are the same in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kinbridge.measures.rules.over_time import SINCE
from kinbridge.measures.rules.publish import EVERYONE, QUARTERS, Cases, Key, key
from kinbridge.measures.rules.quarters import YEAR

Found = Mapping[str, Any]
"""A measure's part of a release."""


def tell_alike(each: Sequence[Callable[[Cases], Found]], before: Iterable[Found]) -> list[Found]:
    """The parts of measures that count the same cases. `before` are those of the last release."""
    known = frozenset(key for found in before for key, number in _cases(found) if number is not None)
    hidden: frozenset[Key] = frozenset()
    while True:
        told = [tell(Cases(hidden, known)) for tell in each]
        more = hidden.union(key for found in told for key, number in _cases(found) if number is None)
        if more == hidden:
            return told
        hidden = more


def _cases(found: Found) -> Iterator[tuple[Key, int | None]]:
    """Of the years; and of the quarters since, where they are told: the others only wait for their year."""
    for back, year in enumerate(found.get("years", ())):
        last = str(found["last"] - back * YEAR)
        yield key(last, EVERYONE, EVERYONE), year["everyone"]["cases"]
        for cut, lines in year["cuts"].items():
            yield from ((key(last, cut, line["group"]), line["cases"]) for line in lines)
    for line in found.get(SINCE, ()):
        if line["cases"] is not None:
            yield key("", QUARTERS, line["group"]), line["cases"]
