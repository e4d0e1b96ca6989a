"""What a coalition opened to everyone: a measure's page, its pictures and its figures, without groups and notes.

Groups of one county are told to people at work: with all that is known elsewhere of a county's few, that is the more
careful way. What is shown here is what the page of the release and its file tell too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kinbridge.core.pictures import Trend
from kinbridge.directory.pages import found_or_404
from kinbridge.measures.board import Sheet, opened, sheet, sheets
from kinbridge.measures.charts import Chart, note, steps, trend
from kinbridge.measures.figures import written
from kinbridge.measures.pictures import TYPES, drawn, named
from kinbridge.measures.taking import CSV, file

PICTURES: Mapping[str, Callable[[Sheet], Chart | Trend]] = {"steps": steps, "trend": trend}


def measure(request: HttpRequest, *, pk: int, key: str) -> HttpResponse:
    one = _sheet(pk, key)
    context = {
        "sheet": one,
        "measure": one.measure,
        "release": one.release,
        "pictures": [(name, name == "trend", picture(one)) for name, picture in PICTURES.items()],
        "note": note(one),
    }
    return render(request, "measures/measure_public.html", context)


def figures(request: HttpRequest, *, pk: int, key: str = "") -> HttpResponse:
    """Every number that is open to everyone, or those of one measure."""
    release = found_or_404(opened(pk))
    these = [_sheet(pk, key)] if key else [one for topic in sheets(release).values() for one in topic]
    return file(written(these, by_group=False), CSV, name=f"{key or 'measures'}.csv")


def picture(request: HttpRequest, *, pk: int, key: str, name: str, form: str) -> HttpResponse:
    one = _sheet(pk, key)
    if name not in PICTURES or form not in TYPES:
        raise Http404
    drawing = drawn(PICTURES[name](one), of=named(one), said=note(one), form=form)
    return file(drawing, TYPES[form], name=f"{key}-{name}.{form}")


def _sheet(pk: int, key: str) -> Sheet:
    return found_or_404(sheet(found_or_404(opened(pk)), key))
