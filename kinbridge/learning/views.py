"""The catalogue and one item of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.learning import actions
from kinbridge.learning.rules import KINDS, POINTS
from kinbridge.people.pages import staff_page

ASKED = ("words", "kind", "topic", "point")


@staff_page
def catalog(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:200].replace("\x00", "") for name in ASKED}
    items = actions.find(by=viewer, **asked)
    context = {"items": items, "asked": asked, "kinds": KINDS.items(), "points": POINTS}
    template = "learning/_items.html" if request.htmx else "learning/catalog.html"  # type: ignore[attr-defined]
    return render(request, template, context | {"topics": actions.topics(by=viewer)})


@staff_page
def item(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    opened = actions.open_item(key=key, by=viewer)
    if opened is None:
        raise Http404
    if request.method == "POST":
        actions.finish(item=opened.item, by=viewer, at=now())
        return redirect("learning:item", key=key)
    return render(request, "learning/item.html", {"opened": opened, "item": opened.item})
