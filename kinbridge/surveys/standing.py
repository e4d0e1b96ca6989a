"""The ten elements before and now, looks that were taken by name, and when money ends."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.policy.reading.funding import Strand, braid
from kinbridge.surveys.actions.keepers import keeps
from kinbridge.surveys.actions.saying import may_look
from kinbridge.surveys.models import Look, Stage
from kinbridge.surveys.rules.elements import ELEMENTS, STAGES, Element, moved
from kinbridge.surveys.rules.instruments import OWN, Questions
from kinbridge.surveys.rules.lasting import Domain, by_domain

MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One element: its stage now and the one before, with the evidence."""

    element: Element
    said: tuple[Stage, ...]

    @property
    def now(self) -> Stage | None:
        return self.said[0] if self.said else None

    @property
    def before(self) -> Stage | None:
        return next((one for one in self.said[1:] if self.now and one.stage != self.now.stage), None)

    @property
    def moved(self) -> str:
        earlier = self.said[1] if len(self.said) > 1 else None
        return moved(earlier.stage if earlier else None, self.now.stage if self.now else None)

    @property
    def heat(self) -> int:
        return min(self.now.stage, 3) if self.now else 0


@dataclass(frozen=True, slots=True)
class Matrix:
    lines: tuple[Line, ...]
    stages: tuple[tuple[int, str], ...]
    may_keep: bool

    @property
    def moved_up(self) -> int:
        return sum(line.moved.startswith("Moved") for line in self.lines)

    @property
    def unsaid(self) -> int:
        return sum(line.now is None for line in self.lines)


def matrix(*, by: Viewer) -> Matrix:
    said: dict[int, list[Stage]] = defaultdict(list)
    rows = Stage.objects.filter(coalition=by.coalition_id).select_related("by").order_by("-on", "-pk")
    for one in rows[:MOST]:
        said[one.element].append(one)
    lines = tuple(Line(element, tuple(said[number])) for number, element in ELEMENTS.items())
    return Matrix(lines, tuple(STAGES.items()), keeps(by))


def line(*, number: int, by: Viewer) -> Line | None:
    return next((one for one in matrix(by=by).lines if one.element.number == number), None)


@dataclass(frozen=True, slots=True)
class Seen:
    """One organization's newest look at itself, held against the one before."""

    whose: str
    look: Look
    before: Look | None
    domains: tuple[Domain, ...]

    @property
    def lowest(self) -> tuple[Domain, ...]:
        return tuple(one for one in self.domains if one.lowest)


@dataclass(frozen=True, slots=True)
class Looks:
    questions: Questions
    seen: tuple[Seen, ...]
    may_look: bool
    strands: tuple[Strand, ...]

    @property
    def first_end(self) -> Strand | None:
        """The program whose money ends first."""
        ending = [one for one in self.strands if one.cliff.months is not None]
        return min(ending, key=lambda one: one.cliff.ends or date.max, default=None)


def looks(*, code: str, by: Viewer, at: datetime) -> Looks | None:
    questions = OWN.get(code)
    if questions is None or questions.kind != "look":
        return None
    taken: dict[str, list[Look]] = defaultdict(list)
    rows = Look.objects.filter(coalition=by.coalition_id, questions_code=code).select_related("organization")
    for one in rows.prefetch_related("ratings").order_by("-on", "-pk")[:MOST]:
        taken[one.organization.name if one.organization else "The coalition"].append(one)
    seen = tuple(_seen(whose, some, questions) for whose, some in sorted(taken.items()))
    strands = braid(by=by, on=day_of(at)).strands if code == "lasting" else ()
    return Looks(questions, seen, may_look(by, code=code), strands)


def _seen(whose: str, some: list[Look], questions: Questions) -> Seen:
    newest, before = some[0], some[1] if len(some) > 1 else None
    names = {item.code: item.domain for item in questions.items}
    now = {one.domain: one.step for one in newest.ratings.all()}
    then = {one.domain: one.step for one in before.ratings.all()} if before else {}
    return Seen(whose, newest, before, by_domain(names, now, then))
