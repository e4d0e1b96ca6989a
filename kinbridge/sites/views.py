"""The register of sites, one site, the talk about it, sites side by side, and lessons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page
from kinbridge.sites import actions, forms, reading
from kinbridge.sites.rules.registry import initiative, phases


def _status(*sent: Any) -> int:
    """A form that comes back has something wrong in it."""
    return 400 if any(form is not None and form.is_bound for form in sent) else 200


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = forms.JoinForm(request.POST or None) if actions.leads(viewer) else None
    if request.method == "POST":
        if form is None:
            raise actions.NotTheLead
        if form.is_valid():
            try:
                site = actions.join(facts=form.cleaned_data, by=viewer, at=now())
            except actions.AlreadyThere as trouble:
                form.add_error("name", str(trouble))
            else:
                return redirect("sites:site", code=site.code)
    context = {"rows": reading.site_rows(by=viewer), "form": form, "initiative": initiative(), "phases": phases()}
    return render(request, "sites/list.html", context | {"here": "list"}, status=_status(form))


@staff_page
def site(request: HttpRequest, *, viewer: Viewer, code: str) -> HttpResponse:
    """One site; a POST by the lead adds a finding or a step."""
    page = found_or_404(reading.open_site(code, by=viewer))
    if request.method == "POST" and not page.leads:
        raise actions.NotTheLead
    asked = request.POST.get("form")
    finding = forms.FindingForm(request.POST if asked == "finding" else None, prefix="finding")
    step = forms.StepForm(request.POST if asked == "step" else None, prefix="step", today=localdate())
    if finding.is_bound and finding.is_valid():
        actions.add_finding(site=code, facts=finding.cleaned_data, by=viewer, at=now())
        return redirect("sites:site", code=code)
    if step.is_bound and step.is_valid():
        actions.add_step(site=code, facts=step.cleaned_data, by=viewer, at=now())
        return redirect("sites:site", code=code)
    context = {"page": page, "site": page.site, "finding_form": finding, "step_form": step, "here": "list"}
    return render(request, "sites/site.html", context, status=400 if request.method == "POST" else 200)


@staff_page
def talk(request: HttpRequest, *, viewer: Viewer, code: str, topic: str = "") -> HttpResponse:
    page = found_or_404(reading.open_talk(code, topic, by=viewer))
    form = forms.NoteForm(request.POST or None, questions=page.questions)
    if form.is_valid():
        actions.add_note(site=code, topic=topic, by=viewer, at=now(), **{"answers": None, **form.cleaned_data})
        return redirect(request.path)
    context = {"page": page, "form": form, "here": "list"}
    return render(request, "sites/talk.html", context, status=_status(form))


@staff_page
def take_down(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    note = reading.find_note(pk, by=viewer)
    if note is None or not actions.leads(viewer):
        raise Http404
    form = forms.TakeDownForm(request.POST or None)
    if form.is_valid():
        actions.take_down(note=note, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, "It is taken down. In its place everybody reads why.")
        return redirect("sites:talk", note.site, note.topic) if note.topic else redirect("sites:talk", note.site)
    return render(request, "sites/take_down.html", {"note": note, "form": form}, status=_status(form))


@staff_page
def compare(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = forms.CompareForm(request.GET, sites=reading.sites(coalition_id=viewer.coalition_id))
    trouble, found = "", None
    try:
        found = reading.side_by_side(form.cleaned_data["site"] if form.is_valid() else (), by=viewer)
    except ValueError as wrong:
        trouble = str(wrong)
    context = {"found": found, "trouble": trouble, "sites": reading.sites(coalition_id=viewer.coalition_id)}
    return render(request, "sites/compare.html", context | {"here": "compare"}, status=400 if trouble else 200)


@staff_page
def lessons(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Lessons, looked for by words; a POST adds one."""
    search = forms.SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    form = forms.LessonForm(request.POST or None, sites=reading.sites(coalition_id=viewer.coalition_id))
    if form.is_valid():
        given = form.cleaned_data
        actions.add_lesson(site=given.pop("site"), facts=given, by=viewer, at=now())
        return redirect("sites:lessons")
    context = {"rows": reading.lessons(words, by=viewer), "words": words, "form": form, "here": "lessons"}
    return render(request, "sites/lessons.html", context, status=_status(form))
