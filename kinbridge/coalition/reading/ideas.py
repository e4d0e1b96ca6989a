"""Ideas with where they stand, wins, and the register of results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kinbridge.coalition.actions import leads
from kinbridge.coalition.actions.ideas import may_speak
from kinbridge.coalition.actions.results import RECORDERS
from kinbridge.coalition.models import Goal, Idea, Reading, Result, Step, Win
from kinbridge.coalition.reading.goals import in_order, readings_of
from kinbridge.coalition.rules.ideas import NEXT, STAGE_WORDS, Stage, stalled_for
from kinbridge.coalition.values import Value, chart_of, newest, value_of
from kinbridge.core.pictures import Trend
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer

MOVE_WORDS = {
    Stage.PILOT: "Try it",
    Stage.DECIDED: "Decide on it",
    Stage.SUSTAINED: "Say what keeps it going",
    Stage.STOPPED: "Stop it",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An idea and its last step. `stalled` is the days without a word, where there are too many."""

    idea: Idea
    last: Step
    stalled: int

    @property
    def words(self) -> str:
        return STAGE_WORDS[Stage(self.last.stage)]


def ideas(*, by: Viewer, on: date) -> tuple[Standing, ...]:
    """Those that stall first, then by what is newest."""
    last: dict[int, Step] = {}
    for step in Step.objects.filter(coalition=by.coalition_id).select_related("by").order_by("number"):
        last[step.idea_id] = step
    found = Idea.objects.filter(coalition=by.coalition_id).select_related("owner", "goal")
    standing = [_standing(idea, last[idea.pk], on) for idea in found]
    return tuple(sorted(standing, key=lambda one: (-one.stalled, -one.last.at.timestamp())))


def _standing(idea: Idea, last: Step, on: date) -> Standing:
    return Standing(idea, last, stalled_for(stage=last.stage, last_on=day_of(last.at), on=on))


@dataclass(frozen=True, slots=True)
class IdeaPage:
    standing: Standing
    steps: tuple[Step, ...]
    moves: tuple[tuple[str, str], ...]
    may_speak: bool
    value: Value | None
    readings: tuple[Reading, ...]
    chart: Trend | None
    results: tuple[Result, ...]


def open_idea(*, pk: int, by: Viewer, on: date) -> IdeaPage | None:
    found = Idea.objects.filter(coalition=by.coalition_id, pk=pk).select_related("owner", "goal", "indicator")
    idea = found.prefetch_related(in_order("indicator")).first()
    if idea is None:
        return None
    steps = tuple(idea.steps.select_related("by", "release").order_by("number"))
    last = steps[-1]
    moves = [(stage.value, MOVE_WORDS[stage]) for stage in NEXT[last.stage]] if leads(by) else []
    value, chart = None, None
    readings: tuple[Reading, ...] = ()
    if idea.indicator is not None:
        readings = readings_of(idea.indicator)
        release = newest(by.coalition_id, indicators=[idea.indicator])
        value = value_of(idea.indicator, release=release, readings=readings)
        chart = chart_of(idea.indicator, release=release, readings=readings)
    results = tuple(standing_results(by.coalition_id).filter(idea=idea))
    speaks = may_speak(idea=idea, by=by)
    return IdeaPage(_standing(idea, last, on), steps, tuple(moves), speaks, value, readings, chart, results)


def wins(coalition: int) -> QuerySet[Win]:
    return Win.objects.filter(coalition=coalition).select_related("goal", "by").order_by("-on", "-pk")


def standing_results(coalition: int) -> QuerySet[Result]:
    """Those that no newer one stands instead of."""
    found = Result.objects.filter(coalition=coalition, corrected_by=None)
    return found.select_related("goal", "idea", "by").order_by("goal__number", "-at")


def may_record(by: Viewer) -> bool:
    return by.role in RECORDERS


def goals_to_choose(coalition: int) -> QuerySet[Goal]:
    return Goal.objects.filter(coalition=coalition).order_by("number")


def corrected(result: Result) -> Iterable[Result]:
    """The older ones that it stands instead of, the newest of them first."""
    older = result.instead_of
    while older is not None:
        yield older
        older = older.instead_of
