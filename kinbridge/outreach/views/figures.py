"""The place in numbers, and a file of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.outreach.actions.authority import must_keep
from kinbridge.outreach.actions.figures import load
from kinbridge.outreach.forms import FileForm
from kinbridge.outreach.reading.figures import context
from kinbridge.outreach.rules.figures import read_figures, topics


@staff_page
def place(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = context(by=viewer, topic=request.GET.get("topic", ""))
    return render(request, "outreach/place.html", {"context": found, "here": "place"})


@staff_page
def hand_in(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """All lines of a file are taken, or none of them."""
    must_keep(viewer)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        read = read_figures(form.text(), this_year=localdate().year)
        if not read.troubles:
            taken = load(rows=read.rows, by=viewer, at=now())
            messages.success(request, f"{taken} figure{'s' * (taken != 1)} taken.")
            return redirect("outreach:place")
        for words in read.troubles:
            form.add_error("file", words)
    return render(request, "outreach/hand_in.html", {"form": form, "topics": topics().values()}, status=status_of(form))
