"""How ready the coalition is, the ten elements, and looks that organizations take at themselves by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Organization, Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.surveys import reading, standing
from kinbridge.surveys.actions import saying
from kinbridge.surveys.actions.keepers import NotKept, keeps
from kinbridge.surveys.forms import LookForm, StageForm
from kinbridge.surveys.rules.elements import SOURCE
from kinbridge.surveys.rules.instruments import OWN


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    at = now()
    context = {
        "matrix": standing.matrix(by=viewer),
        "asked": reading.asked(by=viewer),
        "slots": reading.slots(by=viewer),
        "looks": [standing.looks(code=code, by=viewer, at=at) for code, one in OWN.items() if one.kind == "look"],
        "may_keep": keeps(viewer),
    }
    return render(request, "surveys/list.html", context)


@staff_page
def matrix(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    context = {"matrix": standing.matrix(by=viewer), "source": SOURCE}
    return render(request, "surveys/matrix.html", context)


@staff_page
def element(request: HttpRequest, *, viewer: Viewer, number: int) -> HttpResponse:
    line = found_or_404(standing.line(number=number, by=viewer))
    form = StageForm(request.POST or None) if keeps(viewer) else None
    if request.method == "POST" and form is None:
        raise NotKept("The coalition's coordinators say how far an element has come. Tell them what you know.")
    if form is not None and form.is_valid():
        saying.say_stage(element=number, facts=form.cleaned_data, by=viewer, at=now())
        return redirect("surveys:matrix")
    return render(request, "surveys/element.html", {"line": line, "form": form}, status=status_of(form))


@staff_page
def look(request: HttpRequest, *, viewer: Viewer, code: str) -> HttpResponse:
    """Looks of one kind; a POST takes another, for the viewer's organization or, where it is the whole, for all."""
    page = found_or_404(standing.looks(code=code, by=viewer, at=now()))
    form = LookForm(request.POST or None, questions=page.questions) if page.may_look else None
    if request.method == "POST" and form is None:
        raise NotKept("A supervisor, an administrator or a coordinator fills this in.")
    if form is not None and form.is_valid():
        own = Organization.objects.filter(programs=viewer.program_id).first() if code == "trauma" else None
        saying.look(code=code, organization=own, ratings=form.ratings, by=viewer, at=now())
        return redirect("surveys:look", code=code)
    whose = viewer.organization_name if code == "trauma" else "the coalition"
    context = {"page": page, "form": form, "whose": whose}
    return render(request, "surveys/look.html", context, status=status_of(form))
