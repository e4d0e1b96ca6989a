"""What was seen of someone on the job, in the words of the rubric."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Observation, Rehearsal
from kinbridge.learning.rules.competencies import Competency, competencies
from kinbridge.learning.rules.courses import courses


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation. `practiced` is the share of points, in percent, of one's own last talk on the same skill."""

    observation: Observation
    competency: Competency
    practiced: int | None = None

    @property
    def step(self) -> str:
        return self.competency.steps[self.observation.step - 1]


@dataclass(frozen=True, slots=True)
class Skill:
    """One row of the rubric, with what was seen last."""

    competency: Competency
    last: Seen | None


def seen_of(person: int, *, by: Viewer) -> list[Seen]:
    """What was seen of someone, newest first. Only they read what they practiced, beside the newest of each skill."""
    practiced = _practiced(person, by) if person == by.user_id else {}
    return [Seen(one, of, practiced.pop(of.key, None)) for one, of in _observations(person, by)]


def rubric_of(person: int, *, by: Viewer) -> list[Skill]:
    """Every skill, for a supervisor to choose from."""
    last: dict[str, Seen] = {}
    for one, of in _observations(person, by):
        last.setdefault(of.key, Seen(one, of))
    return [Skill(one, last.get(key)) for key, one in competencies().items()]


def mine(pk: int, *, by: Viewer) -> Seen | None:
    """One observation of the viewer."""
    return next((one for one in seen_of(by.worker, by=by) if one.observation.pk == pk), None)


def _observations(person: int, by: Viewer) -> Iterable[tuple[Observation, Competency]]:
    known = competencies()
    rows = Observation.objects.filter(person=person, coalition=by.coalition_id, competency__in=known)
    for one in rows.select_related("seen_by").order_by("-seen_on", "-pk"):
        yield one, known[one.competency]


def _practiced(person: int, by: Viewer) -> dict[str, int]:
    walks = Rehearsal.objects.filter(enrollment__user=person, enrollment__coalition=by.coalition_id, of__gt=0)
    shares: dict[str, int] = {}
    for course, points, of in walks.order_by("at", "pk").values_list("enrollment__course", "points", "of"):
        for key in courses()[course].competencies if course in courses() else ():
            shares[key] = points * 100 // of
    return shares
