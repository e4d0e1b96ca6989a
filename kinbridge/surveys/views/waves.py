"""Waves of anonymous surveys: open one, hand out links, close it, read what may be told; and bring one's own text."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.surveys import reading
from kinbridge.surveys.actions import asking, saying
from kinbridge.surveys.actions.keepers import NotKept, keeps
from kinbridge.surveys.forms import BringForm, LinksForm, WaveForm
from kinbridge.surveys.models import Wave
from kinbridge.surveys.rules.instruments import SLOTS


@staff_page
def survey(request: HttpRequest, *, viewer: Viewer, code: str) -> HttpResponse:
    """One survey with its statements and its waves; a POST opens one."""
    questions, copy = reading.questions_named(code=code, by=viewer)
    if questions is None:
        raise Http404
    form = WaveForm(request.POST or None) if keeps(viewer) else None
    if request.method == "POST" and form is None:
        raise NotKept("The coalition's coordinators and evaluators open a survey.")
    if form is not None and form.is_valid():
        try:
            wave = asking.open_wave(code=code, brought=copy, title=form.cleaned_data["title"], by=viewer, at=now())
        except asking.TooSoon as trouble:
            form.add_error("title", str(trouble))
        else:
            return redirect("surveys:wave", pk=wave.pk)
    asked = next(one for one in reading.asked(by=viewer) if one.questions.code == code)
    context = {"questions": questions, "copy": copy, "asked": asked, "form": form}
    return render(request, "surveys/survey.html", context, status=status_of(form))


@staff_page
def wave(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    one = _wave(pk, viewer)
    context = {
        "card": reading.card(one),
        "wave": one,
        "results": reading.results(one),
        "links_form": LinksForm() if keeps(viewer) and one.closed_on is None else None,
    }
    return render(request, "surveys/wave.html", context)


@require_POST
@never_cache
@staff_page
def links(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """New links, shown this once: they are kept nowhere."""
    one, form = _wave(pk, viewer), LinksForm(request.POST)
    if not keeps(viewer):
        raise NotKept("The coalition's coordinators and evaluators hand out the links.")
    if not form.is_valid():
        context = {"card": reading.card(one), "wave": one, "links_form": form}
        return render(request, "surveys/wave.html", context, status=400)
    made = asking.make_links(wave=one, number=form.cleaned_data["number"], by=viewer, at=now())
    found = [request.build_absolute_uri(reverse("surveys:answer", args=[secret])) for secret in made]
    return render(request, "surveys/links.html", {"wave": one, "links": found})


@require_POST
@staff_page
def close(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    asking.close_wave(wave=_wave(pk, viewer), by=viewer, at=now())
    messages.success(request, "Closed. What may be told is below, and stays as it is.")
    return redirect("surveys:wave", pk=pk)


@staff_page
def bring(request: HttpRequest, *, viewer: Viewer, code: str) -> HttpResponse:
    """A slot for an instrument that others own; a POST brings the coalition's own copy."""
    slot = found_or_404(SLOTS.get(code))
    initial = {"scale": slot.scale}
    form = BringForm(request.POST or None, request.FILES or None, initial=initial) if keeps(viewer) else None
    if request.method == "POST" and form is None:
        raise NotKept("The coalition's coordinators and evaluators bring an instrument.")
    if form is not None and form.is_valid():
        said = form.cleaned_data
        saying.bring(slot=code, items=said["file"], scale=said["scale"], right=said["right"], by=viewer, at=now())
        return redirect("surveys:survey", code=code)
    context = {"slot": slot, "copy": reading.brought(by=viewer).get(code), "form": form}
    return render(request, "surveys/slot.html", context, status=status_of(form))


def _wave(pk: int, viewer: Viewer) -> Wave:
    return found_or_404(reading.find_wave(pk=pk, by=viewer))
