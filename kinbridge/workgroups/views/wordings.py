"""Wordings of our own, and the names of those who read them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page
from kinbridge.learning.actions.readings import capacity_of, sign_reading
from kinbridge.learning.rules.readings import CAPACITY_WORDS, Verdict
from kinbridge.workgroups.forms.wordings import ReadingForm
from kinbridge.workgroups.reading import wordings


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "workgroups/wordings.html", {"sorts": wordings.every(viewer), "here": "wordings"})


@staff_page
def wording(request: HttpRequest, *, viewer: Viewer, sort: str, key: str) -> HttpResponse:
    """Read it and sign. Words that changed while somebody read them are not signed for."""
    read = found_or_404(wordings.find(sort=sort, key=key, by=viewer))
    form = ReadingForm(request.POST or None, initial={"mark": read.wording.mark})
    if form.is_valid():
        said = form.cleaned_data
        if said["mark"] == read.wording.mark:
            sign_reading(
                sort=read.wording.sort,
                key=read.wording.key,
                words=read.wording.words,
                verdict=Verdict(said["verdict"]),
                remarks=said["remarks"].strip(),
                by=viewer,
                at=now(),
            )
            messages.success(request, "Signed with your name. It speaks for these words, until they change.")
            return redirect("workgroups:wordings")
        form.add_error(None, "The words have changed since you opened this page. Load it again and read them.")
    context = {"read": read, "form": form, "capacity": CAPACITY_WORDS[capacity_of(viewer)]}
    return render(request, "workgroups/wording.html", context, status=422 if form.is_bound else 200)
