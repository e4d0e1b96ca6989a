"""One's own county beside others: those on this site that opened their numbers, and those that handed over a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.measures import handing, keeping
from kinbridge.measures.beside import SideBySide, Site, side_by_side
from kinbridge.measures.beside import sites as sites_beside
from kinbridge.measures.board import latest, opened
from kinbridge.measures.county_map import KEY, drawn_on_map, mapped
from kinbridge.measures.figures import written_beside
from kinbridge.measures.forms_keeping import HandedForm
from kinbridge.measures.models import HandedRelease, Release
from kinbridge.measures.pictures import TYPES, drawn
from kinbridge.measures.taking import CSV, JSON, file
from kinbridge.people.pages import staff_page


@staff_page
def sites(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return _page(request, viewer, HandedForm(at=now()) if keeping.leads(viewer) else None)


def _page(request: HttpRequest, viewer: Viewer, form: HandedForm | None) -> HttpResponse:
    context = _told(sites_beside(viewer.coalition_id)) | {"form": form, "forms": TYPES}
    return render(request, "measures/sites.html", context, status=status_of(form))


def public(request: HttpRequest, *, pk: int) -> HttpResponse:
    """What the coalition and the others opened to everyone."""
    context = _told(sites_beside(pk, of=found_or_404(opened(pk)), open_only=True))
    return render(request, "measures/sites.html", context | {"is_public": True, "county": pk})


def _told(found: Sequence[Site]) -> dict[str, Any]:
    compared = side_by_side(found)
    untold: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in compared:
        for county in one.counties:
            if county.line is None:
                untold[county.site.name, county.why_not].append(one.measure.title)
    state = drawn_on_map(found)
    return {
        "sites": found,
        "compared": [(one, mapped(one.told, state) if state is not None else None) for one in compared],
        "shapes": mapped(compared[0].counties, state) if state is not None else None,
        "key": KEY,
        "untold": [(*why, titles) for why, titles in untold.items()],
    }


@require_POST
@staff_page
def take_in(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Another coalition's file, read and checked before anything of it is kept."""
    handing.must_lead(viewer)
    form = HandedForm(request.POST, request.FILES, at=now())
    if not form.is_valid():
        return _page(request, viewer, form)
    try:
        made = handing.take_in(handed=form.cleaned_data["file"], by=viewer, at=now())
    except handing.AlreadyHere as trouble:
        form.add_error("file", str(trouble))
        return _page(request, viewer, form)
    messages.success(request, f"{made.name} stands beside ours now.")
    return redirect("measures:sites")


@require_POST
@staff_page
def put_away(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = found_or_404(HandedRelease.objects.filter(coalition=viewer.coalition_id, pk=pk).first())
    handing.put_away(handed=found, by=viewer, at=now())
    return redirect("measures:sites")


@staff_page
def figures(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Every county's numbers as a file."""
    compared = side_by_side(sites_beside(viewer.coalition_id))
    return file(written_beside(compared), CSV, name="beside-other-counties.csv")


@staff_page
def picture(request: HttpRequest, *, viewer: Viewer, key: str, form: str) -> HttpResponse:
    found = sites_beside(viewer.coalition_id)
    one, state = _of(side_by_side(found), key), drawn_on_map(found)
    if form not in TYPES:
        raise Http404
    county_map = mapped(one.told, state).alone if state is not None else ""
    drawing = drawn(one.chart(), of="Beside other counties", said=one.note, form=form, county_map=county_map)
    return file(drawing, TYPES[form], name=f"{key}-beside-other-counties.{form}")


def _of(compared: tuple[SideBySide, ...], key: str) -> SideBySide:
    return found_or_404(next((one for one in compared if one.measure.key == key), None))


@staff_page
def hand_over(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Our newest release as a file for another coalition."""
    found = latest(viewer.coalition_id)
    if found is None or not keeping.leads(viewer):
        raise Http404
    return _release_file(found)


def public_file(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The newest release that was opened to everyone, as a file."""
    return _release_file(found_or_404(opened(pk)))


def _release_file(release: Release) -> HttpResponse:
    return file(handing.as_file(release), JSON, name=f"measures-{release.quarter_end}.json")
