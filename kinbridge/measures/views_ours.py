"""A partner's own figures beside the county's. Whoever works for the partner reads them, and nobody else does."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kinbridge.directory.models import Viewer
from kinbridge.measures.board import latest
from kinbridge.measures.charts import says
from kinbridge.measures.figures import written_own
from kinbridge.measures.ours import Own, all_own, years
from kinbridge.measures.pictures import TYPES, drawn
from kinbridge.measures.rules.measure import Topic
from kinbridge.measures.taking import CSV, file
from kinbridge.people.pages import staff_page


def _all(viewer: Viewer) -> dict[Topic, tuple[Own, ...]]:
    if viewer.organization_id is None:
        raise Http404
    release = latest(viewer.coalition_id)
    return all_own(release, viewer) if release is not None else {}


def _years(viewer: Viewer, key: str) -> tuple[Own, ...]:
    found = years(key, viewer) if viewer.organization_id is not None else ()
    if not found:
        raise Http404
    return found


@staff_page
def ours(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = _all(viewer)
    topics = [(topic.value, [(one, _levels(one)) for one in these]) for topic, these in found.items()]
    return render(request, "measures/ours.html", {"viewer": viewer, "topics": topics})


def _levels(one: Own) -> list[tuple[str, str, int | None, str, int | None]]:
    return [
        (words, says(one.line, step), one.line.percents[step], says(one.everyone, step), one.everyone.percents[step])
        for step, words in enumerate(one.measure.counts)
    ]


@staff_page
def ours_of(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    found = _years(viewer, key)
    context = {"viewer": viewer, "own": found[0], "chart": found[0].chart(), "measure": found[0].measure}
    before = [(one, _levels(one)) for one in found[1:]]
    return render(request, "measures/ours_of.html", context | {"before": before})


@staff_page
def figures(request: HttpRequest, *, viewer: Viewer, key: str = "") -> HttpResponse:
    """The partner's own numbers beside everyone's as a file: of one measure with all its years, or of all."""
    found = _years(viewer, key) if key else tuple(one for these in _all(viewer).values() for one in these)
    return file(written_own(found), CSV, name=f"our-{key or 'measures'}.csv")


@staff_page
def picture(request: HttpRequest, *, viewer: Viewer, key: str, form: str) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    one = _years(viewer, key)[0]
    drawing = drawn(one.chart(), of=f"{viewer.organization_name}: its own families", said=one.note, form=form)
    return file(drawing, TYPES[form], name=f"our-{key}.{form}")
