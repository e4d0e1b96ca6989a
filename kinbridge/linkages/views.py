"""The map of links between organizations with its table, and one's own word about another."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.linkages import actions
from kinbridge.linkages.forms import WordForm
from kinbridge.linkages.reading import inventory


@staff_page
def linkages(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "linkages/map.html", {"inventory": inventory(by=viewer, at=now())})


@staff_page
def say(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if not actions.speaks_for(viewer):
        raise PermissionDenied("A supervisor, a coordinator or an administrator says how an organization works.")
    form = WordForm(request.POST or None, by=viewer)
    if form.is_valid():
        actions.say(by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, "Written down. It stands in the table until you say otherwise.")
        return redirect("linkages:map")
    context = {"form": form, "organization": viewer.organization_name}
    return render(request, "linkages/say.html", context, status=status_of(form))


@require_POST
@staff_page
def count(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if not actions.speaks_for(viewer):
        raise PermissionDenied("A supervisor, a coordinator or an administrator has this counted.")
    actions.count(by=viewer, at=now())
    return redirect("linkages:map")
