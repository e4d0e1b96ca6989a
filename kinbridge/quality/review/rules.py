"""Drawing the sample, the rubric, and how far two readers agree. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

FILE = Path(__file__).with_name("rubric.toml")
READERS = 2
GOOD = 2
"""From "mostly" on."""
FEWEST_PAIRS = 5
"""Below this, how far readers agree would say what one of them thought of one family."""
Answers = Mapping[str, int | None]
"""By item: 0 to 3, or None where it does not apply."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `anchors` say, by level, what one would see."""

    code: str
    title: str
    asks: str
    anchors: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Rubric:
    version: str
    source: str
    levels: Mapping[int, str]
    items: tuple[Item, ...]


def rubric() -> Rubric:
    read = tomllib.loads(FILE.read_text("utf-8"))
    items = tuple(Item(**{**one, "anchors": _by_level(one["anchors"])}) for one in read["item"])
    return Rubric(read["version"], read["source"], _by_level(read["levels"]), items)


def _by_level(words: Mapping[str, str]) -> dict[int, str]:
    return {int(level): said for level, said in words.items()}


RUBRIC = rubric()


def draw(families: Iterable[int], *, size: int, seed: int) -> list[int]:
    """Families by chance: the same families and the same seed give the same sample, in the same order."""
    frame = sorted(set(families))
    return Random(seed).sample(frame, min(size, len(frame)))  # noqa: S311 - chance that can be drawn again, no secret


def fingerprint(families: Iterable[int]) -> str:
    """What the sample was drawn from, so that anyone may check a drawing without a list of families being kept."""
    return sha256(",".join(map(str, sorted(set(families)))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers of the same record: of so many pairs, how many said the same, and how many within one level."""

    item: Item
    pairs: int
    same: int
    near: int

    @property
    def told(self) -> str:
        if self.pairs < FEWEST_PAIRS:
            return "too few"
        return f"{_percent(self.same, self.pairs)} the same, {_percent(self.near, self.pairs)} within one level"


def agreement(pairs: Sequence[tuple[Answers, Answers]]) -> tuple[Agreement, ...]:
    """By item. "Does not apply" agrees with itself and with nothing else."""
    return tuple(_agreement(item, pairs) for item in RUBRIC.items)


def _agreement(item: Item, pairs: Sequence[tuple[Answers, Answers]]) -> Agreement:
    said = [(one.get(item.code), other.get(item.code)) for one, other in pairs]
    near = sum(one == other or (one is not None and other is not None and abs(one - other) == 1) for one, other in said)
    return Agreement(item, len(said), sum(one == other for one, other in said), near)


def good(item: Item, read: Sequence[Sequence[Answers]]) -> tuple[int, int]:
    """Of families to which the item applies, how many have it at least mostly, by the mean of their readers."""
    means = []
    for answers in read:
        levels = [level for one in answers if (level := one.get(item.code)) is not None]
        if levels:
            means.append(sum(levels) / len(levels))
    return len(means), sum(mean >= GOOD for mean in means)


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %"
