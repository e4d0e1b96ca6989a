"""The ten elements and the stages a coalition passes through in each. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_READ = tomllib.loads(Path(__file__).with_name("elements.toml").read_text("utf-8"))
STAGES: Mapping[int, str] = {int(number): words for number, words in _READ["stages"].items()}
SOURCE: str = f"{_READ['source']}; {_READ['confidence']}"


@dataclass(frozen=True, slots=True)
class Element:
    number: int
    name: str
    asks: str


ELEMENTS: Mapping[int, Element] = {row["number"]: Element(**row) for row in _READ["element"]}


def moved(before: int | None, now: int | None) -> str:
    """What happened to an element's stage, in words."""
    if now is None:
        return "Not said yet"
    if before is None or before == now:
        return "As before" if before is not None else "Said for the first time"
    return f"{'Moved' if now > before else 'Fell back'} from stage {before} to {now}"
