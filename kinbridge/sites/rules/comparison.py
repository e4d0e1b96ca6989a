"""Two to six sites side by side: the same question asked of each, and an honest blank where nothing is on file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kinbridge.sites.rules.registry import MARKS, Site, levels

FEWEST, MOST = 2, 6


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said in a cell, with the mark of what was not checked."""

    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question, and what each site's cell says, in the order of the sites."""

    question: str
    cells: tuple[tuple[str, tuple[Line, ...]], ...]


def _focus(site: Site) -> Iterable[Line]:
    yield Line(site.focus.words, site.focus.mark)


def _phases(site: Site) -> Iterable[Line]:
    yield Line(site.phase_words)


def _began(site: Site) -> Iterable[Line]:
    return (Line(one.words, one.mark) for one in site.baseline)


def _partners(site: Site) -> Iterable[Line]:
    if site.partners is not None:
        yield Line(site.partners.words, site.partners.mark)


def _methods(site: Site) -> Iterable[Line]:
    return (Line(pair.method, pair.mark) for pair in site.pairs)


def _findings(site: Site) -> Iterable[Line]:
    return (Line(pair.finding, pair.mark) for pair in site.pairs if pair.finding)


def _products(site: Site) -> Iterable[Line]:
    return (Line(f"{step.when}: {step.words}", step.mark) for step in site.products)


def _contacts(site: Site) -> Iterable[Line]:
    for level, words in levels().items():
        count = sum(step.kind == "contact" and step.level == level for step in site.steps)
        if count:
            yield Line(f"{count} at level {level} ({words.lower()})")


QUESTIONS: tuple[tuple[str, Callable[[Site], Iterable[Line]]], ...] = (
    ("What it is about", _focus),
    ("Took part in", _phases),
    ("Where it began", _began),
    ("Who works together", _partners),
    ("What they did", _methods),
    ("What they found", _findings),
    ("What came of it", _products),
    ("Contacts with the helpers", _contacts),
)


def compare(sites: Sequence[Site]) -> tuple[Row, ...]:
    """A row for each question. Raises `ValueError` for fewer than two sites or more than six."""
    if not FEWEST <= len(sites) <= MOST:
        raise ValueError(f"Choose {FEWEST} to {MOST} sites to see them side by side.")
    return tuple(
        Row(question, tuple((site.name, tuple(answer(site))) for site in sites)) for question, answer in QUESTIONS
    )


def unchecked(sites: Sequence[Site]) -> int:
    """How many lines on these sites nobody has read at their source."""
    marks = set(MARKS.values()) - {""}
    return sum(line.mark in marks for row in compare(sites) for _name, cell in row.cells for line in cell)
