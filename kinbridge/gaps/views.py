"""The continuum, the needs, the framework, the map, and the register of gaps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.gaps import actions, reading
from kinbridge.gaps.forms import FillForm, GapForm, LayerForm, NeedForm, PracticeForm, StageForm
from kinbridge.gaps.map import draw
from kinbridge.gaps.rules.framework import SYSTEM_WORDS


@staff_page
def continuum(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reading.continuum(by=viewer, at=now(), area=request.GET.get("area", ""))
    return render(request, "gaps/continuum.html", {"found": found, "here": "continuum"})


@staff_page
def needs(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = NeedForm(request.POST or None, today=localdate()) if actions.keeps(viewer) else None
    if request.method == "POST":
        if form is None:
            raise actions.NotKept("The coalition's coordinators state what is needed. Tell them what you know.")
        if form.is_valid():
            actions.state_need(facts=form.cleaned_data, by=viewer, at=now())
            return redirect("gaps:needs")
    context = {"needs": reading.needs(by=viewer), "form": form, "here": "needs"}
    return render(request, "gaps/needs.html", context, status=status_of(form))


@staff_page
def framework(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    rows = reading.framework(by=viewer)
    return render(request, "gaps/framework.html", {"rows": rows, "systems": SYSTEM_WORDS.values(), "here": "framework"})


@staff_page
def cell(request: HttpRequest, *, viewer: Viewer, point: int, system: str) -> HttpResponse:
    page = found_or_404(reading.open_cell(point=point, system=system, by=viewer))
    form = StageForm(request.POST or None) if page.may_say else None
    if request.method == "POST" and form is None:
        raise actions.NotKept("The coalition's coordinators say how far a cell has come. Tell them what you know.")
    if form is not None and form.is_valid():
        actions.say_stage(point=point, system=system, by=viewer, at=now(), **form.cleaned_data)
        return redirect("gaps:framework")
    return render(request, "gaps/cell.html", {"page": page, "form": form}, status=status_of(form))


@staff_page
def map_page(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = LayerForm(request.GET or None)
    drawn = draw(by=viewer, at=now(), layer=form.layer())
    return render(request, "gaps/map.html", {"map": drawn, "form": form, "here": "map"})


@staff_page
def register(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = GapForm(request.POST or None) if actions.keeps(viewer) else None
    if request.method == "POST":
        if form is None:
            raise actions.NotKept("The coalition's coordinators keep the register of gaps. Tell them what is missing.")
        if form.is_valid():
            opened = actions.open_gap(facts=form.cleaned_data, on=localdate(), by=viewer, at=now())
            return redirect("gaps:gap", pk=opened.pk)
    context = {"gaps": reading.register(by=viewer), "form": form, "here": "register"}
    return render(request, "gaps/register.html", context, status=status_of(form))


@staff_page
def gap(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """One gap; a POST chooses a practice for it."""
    page = found_or_404(reading.open_gap_page(pk=pk, by=viewer))
    practices = [fit.practice for fit in page.fits]
    form = PracticeForm(request.POST or None, practices=practices) if page.may_keep else None
    if request.method == "POST" and form is None:
        raise actions.NotKept("The coalition's coordinators choose what fills a gap. Tell them what you know.")
    if form is not None and form.is_valid():
        try:
            actions.choose_practice(gap=page.row.gap, by=viewer, at=now(), **form.cleaned_data)
        except actions.AlreadyChosen as trouble:
            form.add_error("practice", str(trouble))
        else:
            return redirect("gaps:gap", pk=pk)
    fill_form = FillForm(services=page.services) if page.may_keep and page.services else None
    context = {"page": page, "form": form, "fill_form": fill_form}
    return render(request, "gaps/gap.html", context, status=status_of(form))


@require_POST
@staff_page
def fill(request: HttpRequest, *, viewer: Viewer, pk: int, filling: int) -> HttpResponse:
    """A service gives the chosen practice."""
    page = reading.open_gap_page(pk=pk, by=viewer)
    chosen = reading.find_filling(pk=filling, gap=page.row.gap) if page else None
    if page is None or chosen is None:
        raise Http404
    form = FillForm(request.POST, services=page.services)
    if not form.is_valid():
        return render(request, "gaps/gap.html", {"page": page, "form": None, "fill_form": form}, status=400)
    actions.fill(filling=chosen, service=form.cleaned_data["service"], by=viewer, at=now())
    return redirect("gaps:gap", pk=pk)
