"""The county's measures: where families are lost, each measure with its trend, and the same for everyone to read."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.measures import actions, keeping
from kinbridge.measures.board import Sheet, latest, opened, sheets
from kinbridge.measures.charts import note, says, steps
from kinbridge.measures.figures import written
from kinbridge.measures.forms_keeping import NoteForm, OwnerForm
from kinbridge.measures.keeping import LEADS
from kinbridge.measures.models import Release, Shift
from kinbridge.measures.pictures import charts
from kinbridge.measures.rules.measure import Topic
from kinbridge.measures.taking import CSV, file
from kinbridge.measures.views_keeping import sheet_for
from kinbridge.people.pages import staff_page


@staff_page
def county(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = latest(viewer.coalition_id)
    return _page(request, found, may_count=viewer.role in LEADS, shifts=keeping.unseen_shifts(viewer))


def public(request: HttpRequest, *, pk: int) -> HttpResponse:
    """What the coalition opened to everyone: the same page, without a menu of anyone's."""
    return _page(request, found_or_404(opened(pk)), may_count=False, is_public=True)


def _page(
    request: HttpRequest,
    release: Release | None,
    *,
    may_count: bool,
    is_public: bool = False,
    shifts: Sequence[Shift] = (),
) -> HttpResponse:
    found = sheets(release) if release is not None else {}
    lost = found.pop(Topic.FUNNEL, ())
    context = {
        "release": release,
        "funnel": steps(lost[0]) if lost else None,
        "topics": [(topic.value, [_row(one) for one in these]) for topic, these in found.items()],
        "may_count": may_count,
        "is_public": is_public,
        "shifts": shifts,
        "few": release.threshold - 1 if release is not None else 0,
    }
    return render(request, "measures/county.html", context)


def _row(one: Sheet) -> dict[str, object]:
    year, before = one.year.everyone, one.before.everyone
    return {
        "sheet": one,
        "levels": [
            (words, says(year, level), year.percents[level], says(before, level))
            for level, words in enumerate(one.measure.counts)
        ],
        "reading": one.reading(),
    }


@staff_page
def measure(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    one = sheet_for(viewer, key)
    notes = keeping.notes_on(one.measure, viewer.coalition_id)
    pictures = charts(one, notes)
    context = {
        "sheet": one,
        "measure": one.measure,
        "steps": pictures.pop("steps"),
        "trend": pictures.pop("trend"),
        "cuts": pictures.items(),
        "note": note(one),
        "owner": keeping.owner_of(one.measure, viewer.coalition_id),
        "notes": notes,
        "note_form": NoteForm(today=localdate()) if keeping.may_annotate(one.measure, viewer) else None,
        "owner_form": OwnerForm(coalition=viewer.coalition_id, today=localdate()) if keeping.leads(viewer) else None,
    }
    return render(request, "measures/measure.html", context)


@staff_page
def figures(request: HttpRequest, *, viewer: Viewer, key: str = "") -> HttpResponse:
    """Every number of the release, or of one measure, as a file."""
    if key:
        these = [sheet_for(viewer, key)]
    else:
        found = latest(viewer.coalition_id)
        these = [one for topic in sheets(found).values() for one in topic] if found is not None else []
    return file(written(these), CSV, name=f"{key or 'measures'}.csv")


@require_POST
@staff_page
def release(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if viewer.role not in LEADS:
        raise Http404
    actions.count_in_place(by=viewer, at=now(), on=localdate())
    return redirect("measures:county")


@require_POST
@staff_page
def open_to_all(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = latest(viewer.coalition_id)
    if viewer.role not in LEADS or found is None:
        raise Http404
    actions.open_to_all(release=found, by=viewer, at=now())
    messages.success(request, "Anyone can read this release now.")
    return redirect("measures:public", pk=viewer.coalition_id)
