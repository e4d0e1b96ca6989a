"""What moved since a day, what waits for help, what is late, and how it has gone: parts, never one number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median

from django.urls import reverse

from kinbridge.coalition.models import Change, Reading, Result, Step, Win
from kinbridge.coalition.reading.ideas import Standing, ideas
from kinbridge.coalition.reading.strategy import Row, strategy
from kinbridge.coalition.rules.ideas import STAGE_WORDS, Stage
from kinbridge.coalition.rules.momentum import Help, Told, between, calls_for_help, on_time
from kinbridge.coalition.rules.strategy import STATUS_WORDS, Status
from kinbridge.coalition.values import plain
from kinbridge.directory.local_time import day_of, moment
from kinbridge.directory.models import Viewer
from kinbridge.measures.models import Release


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that was said or done: when, by whom, about what, and where to read it."""

    at: datetime
    who: str
    about: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A call for help, with the line it is about."""

    row: Row
    days: int
    why: str


@dataclass(frozen=True, slots=True)
class Momentum:
    since: date
    moved: tuple[Moved, ...]
    asked: tuple[Asked, ...]
    late: tuple[Row, ...]
    stalled: tuple[Standing, ...]
    signs: tuple[tuple[str, str], ...]


def momentum(*, by: Viewer, since: date, on: date) -> Momentum:
    found = strategy(by=by, on=on)
    history = _history(by.coalition_id)
    asked = []
    for row in found.each():
        calls = calls_for_help([told for told, _why in history[row.line.pk]])
        if row.line.status == Status.NEEDS_HELP and calls:
            why = [why for told, why in history[row.line.pk] if told.status == Status.NEEDS_HELP][-1]
            asked.append(Asked(row, calls[-1].days(on=on), why))
    start = moment(since, time())
    return Momentum(
        since=since,
        moved=tuple(sorted(_moved(by.coalition_id, start), key=lambda one: one.at, reverse=True)),
        asked=tuple(sorted(asked, key=lambda one: -one.days)),
        late=tuple(row for row in found.each() if row.late),
        stalled=tuple(one for one in ideas(by=by, on=on) if one.stalled),
        signs=tuple(_signs(by.coalition_id, found.activities, history, on)),
    )


History = dict[int, list[tuple[Told, str]]]


def _history(coalition: int) -> History:
    """What each line's history says of its status, in order of time, with why."""
    found: History = defaultdict(list)
    changes = Change.objects.filter(coalition=coalition, line__isnull=False).order_by("at", "pk")
    for line, at, status, why in changes.values_list("line", "at", "status", "why"):
        found[line or 0].append((Told(day_of(at), status), why))
    return found


def _moved(coalition: int, since: datetime) -> Iterator[Moved]:
    yield from _lines(coalition, since)
    for step in Step.objects.filter(coalition=coalition, at__gte=since).select_related("idea", "by"):
        words = f"{STAGE_WORDS[Stage(step.stage)]}: {step.words}"
        yield Moved(step.at, str(step.by), step.idea.title, words, reverse("coalition:idea", args=[step.idea_id]))
    for win in Win.objects.filter(coalition=coalition, at__gte=since).select_related("by"):
        yield Moved(win.at, str(win.by), win.title, "A win.", f"{reverse('coalition:ideas')}#wins")
    for result in Result.objects.filter(coalition=coalition, at__gte=since).select_related("by"):
        where = reverse("coalition:result", args=[result.pk])
        yield Moved(result.at, str(result.by), result.title, "A result.", where)
    stated = Reading.objects.filter(coalition=coalition, stated_at__gte=since)
    for one in stated.select_related("indicator__goal", "indicator__line", "indicator__idea", "stated_by"):
        words = f"{plain(one.value)} {one.indicator.unit} on {one.on:%B} {one.on.day}"
        yield Moved(one.stated_at, str(one.stated_by), one.indicator.words, words, _where(one))
    for told in Release.objects.filter(coalition=coalition, released_at__gte=since):
        words = f"The year to {told.quarter_end:%B} {told.quarter_end.day}, {told.quarter_end.year}."
        yield Moved(told.released_at, "", "The county's measures", words, reverse("measures:county"))


def _lines(coalition: int, since: datetime) -> Iterator[Moved]:
    """The strategy's own changes; each line says it was written, or how far it is."""
    newest = Change.objects.filter(coalition=coalition, at__gte=since).select_related("line", "goal", "by")
    for one in newest:
        if one.line is None:
            where = reverse("coalition:goal", args=[one.goal.number])
            yield Moved(one.at, str(one.by), one.goal.title, one.why or "The goal was changed.", where)
            continue
        words = STATUS_WORDS[Status(one.status)] + (f": {one.why}" if one.why else "")
        yield Moved(one.at, str(one.by), one.line.title, words, reverse("coalition:line", args=[one.line_id]))


def _where(reading: Reading) -> str:
    """The page of the goal, the objective or the idea that the reading is about."""
    of = reading.indicator
    if goal := getattr(of, "goal", None):
        return reverse("coalition:goal", args=[goal.number])
    if line := getattr(of, "line", None):
        return reverse("coalition:line", args=[line.pk])
    return reverse("coalition:idea", args=[of.idea.pk])


def _signs(coalition: int, activities: list[Row], history: History, on: date) -> Iterator[tuple[str, str]]:
    """Each sign with what it says."""
    done = [
        (_done_on(history[row.line.pk]) or on, row.line.due_on)
        for row in activities
        if row.line.status == Status.DONE and row.line.due_on is not None
    ]
    kept, of = on_time([(one, due) for one, due in done if due is not None])
    yield "Activities done by their day", f"{kept} of {of}" if of else "none was due and done yet"
    helps: list[Help] = [
        call for lines in history.values() for call in calls_for_help([told for told, _why in lines]) if call.until
    ]
    took = median(call.days(on=on) for call in helps) if helps else None
    yield (
        "Days until a call for help was met",
        f"{plain(took)} (median of {len(helps)})" if took is not None else "none was met yet",
    )
    won = list(Win.objects.filter(coalition=coalition).values_list("on", flat=True))
    apart = between(won)
    yield "Days since the last win", str((on - max(won)).days) if won else "no win has been told yet"
    yield "Days from one win to the next", plain(apart) if apart is not None else "two wins are needed to say"
    told = Release.objects.filter(coalition=coalition).order_by("-quarter_end").values_list("released_at", flat=True)
    last = told.first()
    yield "Days since measures were released", str((on - day_of(last)).days) if last else "never released yet"


def _done_on(history: list[tuple[Told, str]]) -> date | None:
    """Since when it is done: the first day of the last time."""
    found = None
    for told, _why in history:
        found = (found or told.on) if told.status == Status.DONE else None
    return found
