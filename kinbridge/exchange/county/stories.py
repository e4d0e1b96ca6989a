"""Thirteen families written with the same verbs people use, so that consents, audit and pages all hang together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kinbridge.exchange.county.place import County
from kinbridge.exchange.county.telling import Step, Telling, enroll_story, open_story
from kinbridge.exchange.county.verbs import VERBS
from kinbridge.teams.models import Team

FOLDER = Path(__file__).parent / "stories"
FIRST = 9 * 60


def scripts() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text("utf-8"))


def tell_stories(county: County, *, team: Team) -> int:
    told = 0
    for stem, script in scripts():
        telling = open_story(county, stem, script)
        steps = sorted(_steps(telling), key=lambda step: step.at)
        for step in steps:
            try:
                VERBS[step.says["do"]](telling, step)
            except Exception as trouble:
                trouble.add_note(f"In story {stem}, the line: {dict(step.says)}")
                raise
        enroll_story(telling, team)
        told += 1
    return told


def _steps(telling: Telling) -> Iterator[Step]:
    """Each line of the script, once for each of its days; lines without an hour follow each other through the day."""
    county = telling.county
    for place, line in enumerate(_lines(telling.script["step"])):
        if "time" in line:
            hour, minute = line["time"].split(":")
            at = int(hour) * 60 + int(minute)
        else:
            at = FIRST + place % 40
        by = county.viewer(line["by"], line.get("work", ""))
        if by.role == "self":
            by = replace(by, person_id=telling.people[line["by"]].pk)
        for day in line.get("days", [line.get("day")]):
            yield Step(by, county.moment(day, at), day, line | {"missed": day in line.get("missed", ())})


def _lines(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines, one for each person they are about."""
    for line in lines:
        about = line.get("of")
        for one in about if isinstance(about, list) else [about]:
            yield line if one is None else line | {"of": one}
