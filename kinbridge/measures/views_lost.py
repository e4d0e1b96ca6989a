"""Where families are lost, on one sheet: for people at work, and without groups for everyone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kinbridge.directory.models import Viewer
from kinbridge.measures.board import HIDDEN, Sheet, latest, opened, sheets
from kinbridge.measures.charts import called, note, says
from kinbridge.measures.lost import ways_of, where_lost, where_most_are_lost
from kinbridge.measures.models import Release
from kinbridge.measures.rules.measure import Topic
from kinbridge.measures.rules.publish import Line
from kinbridge.people.pages import staff_page

UNTOLD = "Too little may be shown to say where most are lost."
BY_GROUP = (1, 5, 6, 7)
"""The steps that are told by group: help offered, the first visit, coming back, and staying or completing."""


@staff_page
def lost(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return _page(request, latest(viewer.coalition_id))


def public(request: HttpRequest, *, pk: int) -> HttpResponse:
    """What the coalition opened to everyone."""
    return _page(request, opened(pk), is_public=True)


def _page(request: HttpRequest, release: Release | None, *, is_public: bool = False) -> HttpResponse:
    found = sheets(release).get(Topic.FUNNEL, ()) if release is not None else ()
    if is_public and not found:
        raise Http404
    context: dict[str, object] = {"release": release, "is_public": is_public}
    return render(request, "measures/lost.html", context | (_told(found[0], is_public) if found else {}))


def _told(one: Sheet, is_public: bool) -> dict[str, object]:
    ways = ways_of(one)
    return {
        "sheet": one,
        "measure": one.measure,
        "headline": one.trouble or where_lost(ways) or UNTOLD,
        "worst": where_most_are_lost(ways),
        "ways": list(zip(ways, (None, *one.before.everyone.percents), strict=True)),
        "top": ways[0].reached or 1,
        "note": note(one),
        "by_group": [one.measure.counts[step].capitalize() for step in BY_GROUP],
        "groups": [] if is_public else [_cut(one, title, lines) for title, lines in one.cuts],
    }


@dataclass(frozen=True, slots=True)
class Cut:
    """How far each group came, by the words of the step; and the groups of which nothing may be told."""

    title: str
    told: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    hidden: tuple[str, ...]


def _cut(one: Sheet, title: str, lines: Iterable[Line]) -> Cut:
    told, hidden = [], []
    for line in lines:
        cells = tuple((one.measure.counts[step].capitalize(), says(line, step)) for step in BY_GROUP)
        if all(said == HIDDEN for _, said in cells):
            hidden.append(called(line.group))
        else:
            told.append((called(line.group), cells))
    return Cut(title, tuple(told), tuple(hidden))
