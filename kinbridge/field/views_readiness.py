"""What one carries, and for supervisors what their unit carries, has practiced and has in the cupboard."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.field import reading, reading_readiness
from kinbridge.field.actions import incidents
from kinbridge.field.actions import readiness as actions
from kinbridge.field.doors import overseers_page, supervisors_page, workers_page
from kinbridge.field.forms_readiness import BoxForm, DrillForm, EndForm, GearForm, GivenForm
from kinbridge.field.rules.ready import asked


@workers_page
def kit(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = BoxForm(request.POST or None)
    if form.is_valid():
        actions.carry(box=actions.Box(**form.cleaned_data), by=viewer, at=now())
        return redirect("field:kit")
    context = {"form": form, "mine": reading.my_kit(by=viewer, at=now()), "asked": asked(), "end": EndForm()}
    return render(request, "field/kit.html", context, status=status_of(form))


@require_POST
@workers_page
def end(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    box, form = get_object_or_404(reading.carried_by(viewer), pk=pk), EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say what happened to the box.")
        return redirect("field:kit")
    actions.put_down(carried=box, why=form.cleaned_data["why"], on=localdate(), by=viewer, at=now())
    return redirect("field:kit")


@workers_page
def given(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = GivenForm(request.POST or None, today=localdate())
    if form.is_valid():
        actions.hand_out(**form.cleaned_data, by=viewer, at=now())
        messages.success(request, "Noted, without a name.")
        return redirect("field:given")
    context = {"form": form, "given": reading_readiness.given_by_unit(by=viewer, at=now())}
    return render(request, "field/given.html", context, status=status_of(form))


@overseers_page
def units(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reading_readiness.every_unit(by=viewer, at=now())
    return render(request, "field/units.html", {"units": found, "asked": asked()})


@supervisors_page
def readiness(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    context = {
        "units": reading_readiness.own_units(by=viewer, at=now()),
        "to_call": reading_readiness.to_call(by=viewer, at=now()),
        "asked": asked(),
    }
    return render(request, "field/readiness.html", context)


@supervisors_page
def drill(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    programs = reading_readiness.own_programs(viewer, on=localdate())
    people = reading_readiness.people_of(list(programs), on=localdate())
    everyone = [user for some in people.values() for user in some]
    form = DrillForm(request.POST or None, programs=programs, people=everyone, today=localdate())
    if form.is_valid():
        given = form.cleaned_data
        actions.hold_drill(**{**given, "program": given["program"].pk}, by=viewer, at=now())
        return redirect("field:readiness")
    return render(request, "field/unit_form.html", {"form": form, "title": "A drill was held"}, status=_status(form))


@supervisors_page
def gear(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = GearForm(request.POST or None, programs=reading_readiness.own_programs(viewer, on=localdate()))
    if form.is_valid():
        given = form.cleaned_data
        actions.count_gear(**{**given, "program": given["program"].pk}, by=viewer, at=now())
        return redirect("field:readiness")
    return render(request, "field/unit_form.html", {"form": form, "title": "Gear was counted"}, status=_status(form))


def _status(form: DrillForm | GearForm) -> int:
    return status_of(form)


@require_POST
@supervisors_page
def remind(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    box = found_or_404(reading_readiness.find_box(pk=pk, by=viewer, at=now()))
    by_mail = actions.remind(carried=box, by=viewer, at=now())
    messages.success(
        request, "It stands on their Desk" + (", and a message without details is on its way." if by_mail else ".")
    )
    return redirect("field:readiness")


@require_POST
@supervisors_page
def called(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    asking = found_or_404(next((one for one in reading_readiness.to_call(by=viewer, at=now()) if one.pk == pk), None))
    incidents.say_called(debrief=asking, by=viewer, at=now())
    return redirect("field:readiness")
