"""The shelf: what is on it, one item, a local version of a toolkit, and a new edition."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.learning.actions import catalog as actions
from kinbridge.learning.doors import doors
from kinbridge.learning.forms import EditionForm, LocalVersionForm
from kinbridge.learning.observed import seen_of
from kinbridge.learning.reading import catalog as reading
from kinbridge.learning.reading.course import training_of
from kinbridge.learning.reading.links import links_of
from kinbridge.learning.rules.catalog import KINDS, POINTS
from kinbridge.people.pages import staff_page
from kinbridge.teams.actions import may_start

ASKED = ("words", "kind", "topic", "point", "role")


@staff_page
def catalog(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:200].replace("\x00", "") for name in ASKED}
    items = reading.find(by=viewer, **asked)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "learning/_items.html", {"items": items})
    shelf = {"items": items, "asked": asked, "kinds": KINDS.items(), "points": POINTS, **reading.choices(by=viewer)}
    mine = {"training": training_of(by=viewer, at=now()), "seen": seen_of(viewer.worker, by=viewer)}
    return render(request, "learning/catalog.html", {**shelf, **mine, "today": localdate(), "doors": doors(viewer)})


@staff_page
def item(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    opened = _opened(key, viewer)
    if request.method == "POST":
        actions.finish(item=opened.item, by=viewer, at=now())
        return redirect("learning:item", key=key)
    looked = links_of(opened.item)
    may = {"keeps": viewer.role in reading.KEEPERS, "may_start": may_start(viewer)}
    readings = reading.readings_of(opened.item)
    context = {"opened": opened, "item": opened.item, "looked": looked, "readings": readings}
    return render(request, "learning/item.html", context | may)


@staff_page
def edition(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    if viewer.role not in reading.KEEPERS:
        raise PermissionDenied("Trainers and the coalition's office look after the shelf.")
    opened = _opened(key, viewer)
    if opened.item.kind in ("course", "package") or opened.item.replaced_by is not None:
        raise Http404
    initial = {"on": localdate(), "summary": opened.item.summary, "body": opened.item.body}
    form = EditionForm(request.POST or None, today=localdate(), initial=initial)
    if form.is_valid():
        new = actions.bring_edition(item=opened.item, by=viewer, at=now(), **form.cleaned_data)
        return redirect("learning:item", key=new.key)
    context = {"form": form, "item": opened.item}
    return render(request, "learning/edition.html", context, status=status_of(form))


@require_POST
@staff_page
def copy(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    opened = _opened(key, viewer)
    if opened.item.kind != "toolkit":
        raise Http404
    return redirect("learning:local", pk=actions.copy_toolkit(item=opened.item, by=viewer, at=now()).pk)


@staff_page
def local(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    version = found_or_404(reading.local_version(pk=pk, by=viewer))
    form = LocalVersionForm(request.POST or None, initial={"title": version.title, "body": version.body})
    if form.is_valid():
        actions.change_local_version(version=version, by=viewer, at=now(), **form.cleaned_data)
        return redirect("learning:local", pk=pk)
    context = {"form": form, "version": version, "blocks": reading.blocks(version.body)}
    return render(request, "learning/local.html", context, status=status_of(form))


def _opened(key: str, viewer: Viewer) -> reading.Opened:
    return found_or_404(reading.open_item(key=key, by=viewer))
