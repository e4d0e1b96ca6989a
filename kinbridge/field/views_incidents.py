"""A worker's own incidents on the site: read, change, choose, write into a chart; and their own debriefs."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_POST

from kinbridge.chart.actions import NotAttested
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.field import reading
from kinbridge.field.actions import incidents as actions
from kinbridge.field.doors import workers_page
from kinbridge.field.forms_incidents import ChartForm, ChooseForm, DebriefForm, FamilyForm, ReportForm
from kinbridge.field.models import Incident, Version
from kinbridge.field.rules.report import words_for_chart
from kinbridge.people.actions import members_of

CHANGED = "It changed while you looked. Here it is as it is now; nothing was lost."


def _opened(key: UUID, viewer: Viewer) -> reading.Opened:
    return found_or_404(reading.opened(key=key, by=viewer, at=now()))


def _incident(key: UUID, viewer: Viewer) -> Incident:
    return found_or_404(reading.find(key=key, by=viewer, at=now()))


@workers_page
def incidents(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "field/incidents.html", {"rows": reading.listed(by=viewer, at=now())})


@workers_page
def new(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = ReportForm(request.POST or None, now=now(), initial={"happened_at": localtime(), "kind": "use"})
    if form.is_valid():
        key = uuid4()
        written = actions.Written(uuid4(), None, form.body(), Version.Device.OFFICE, now())
        actions.take_in(key=key, written=written, by=viewer, at=now())
        return redirect("field:incident", key=key)
    return render(request, "field/write.html", {"form": form}, status=status_of(form))


@workers_page
def show(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    found = _opened(key, viewer)
    mine = reading.own_families(by=viewer, on=localdate())
    form = FamilyForm(families=mine, initial={"family": found.row.incident.family_id})
    return render(request, "field/incident.html", {"found": found, "incident": found.row.incident, "form": form})


@workers_page
def change(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    found = _opened(key, viewer)
    incident, stands = found.row.incident, found.row.stands
    if incident.closed_at is not None:
        messages.warning(request, "It is closed. What is in a chart is mended there.")
        return redirect("field:incident", key=key)
    form = ReportForm(request.POST or None, now=now(), initial={**stands.body, "base": stands.key})
    if form.is_valid():
        written = actions.Written(uuid4(), _base(request, stands), form.body(), Version.Device.OFFICE, now())
        kept = actions.take_in(key=key, written=written, by=viewer, at=now())
        if kept.standing == Version.Standing.WAITING:
            messages.warning(request, "A newer version came from a phone while you wrote. Both are kept: choose.")
        return redirect("field:incident", key=key)
    context = {"form": form, "incident": incident, "base": _base(request, stands)}
    return render(request, "field/write.html", context, status=status_of(form))


def _base(request: HttpRequest, stands: Version) -> UUID:
    """The version that the page was written on; a page without one was written on the one that stands."""
    try:
        return UUID(request.POST.get("base", ""))
    except ValueError:
        return stands.key


@workers_page
def choose(request: HttpRequest, *, viewer: Viewer, key: UUID, waits: UUID) -> HttpResponse:
    both = reading.side_by_side(key=key, waits=waits, by=viewer, at=now())
    if both is None:
        _incident(key, viewer)
        messages.info(request, "There is nothing to choose there any more.")
        return redirect("field:incident", key=key)
    form = ChooseForm(request.POST or None, differ=both.differ, stands=both.stands, waits=both.waits)
    if form.is_valid() and form.stood != both.stands.key:
        messages.warning(request, CHANGED)
        return redirect("field:choose", key=key, waits=waits)
    if form.is_valid():
        written = actions.Written(uuid4(), both.stands.key, form.body(), Version.Device.OFFICE, now())
        try:
            actions.choose(
                incident=both.incident, between=(both.stands, both.waits), written=written, by=viewer, at=now()
            )
        except actions.Changed as trouble:
            messages.warning(request, str(trouble))
        else:
            messages.success(request, "Chosen. Both earlier versions stay on file.")
        return redirect("field:incident", key=key)
    rows = [(form[one.code], one) for one in both.differ]
    return render(request, "field/choose.html", {"both": both, "form": form, "rows": rows}, status=status_of(form))


@require_POST
@workers_page
def close(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    actions.close(incident=_incident(key, viewer), by=viewer, at=now())
    return redirect("field:incident", key=key)


@require_POST
@workers_page
def family(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    incident = _incident(key, viewer)
    form = FamilyForm(request.POST, families=reading.own_families(by=viewer, on=localdate()))
    if not form.is_valid():
        found = _opened(key, viewer)
        return render(request, "field/incident.html", {"found": found, "incident": incident, "form": form}, status=400)
    try:
        actions.tie(incident=incident, family=form.cleaned_data["family"], by=viewer, at=now())
    except actions.Changed as trouble:
        messages.warning(request, str(trouble))
    return redirect("field:incident", key=key)


@workers_page
def chart(request: HttpRequest, *, viewer: Viewer, key: UUID) -> HttpResponse:
    """Show what would stand in the chart; a POST writes it there."""
    found = _opened(key, viewer)
    incident, stands = found.row.incident, found.row.stands
    if incident.family is None or found.waits:
        messages.info(request, "First say which family it was about, and choose between the versions that wait.")
        return redirect("field:incident", key=key)
    people = members_of(family=incident.family, by=viewer, on=localdate())
    form = ChartForm(request.POST or None, people=people)
    if form.is_valid():
        try:
            actions.write_in_chart(
                incident=incident, version=stands, subject=form.cleaned_data["subject"], by=viewer, at=now()
            )
        except NotAttested as trouble:
            form.add_error(None, str(trouble))
        else:
            return redirect("chart:show", key=incident.family.key)
    context = {
        "form": form,
        "incident": incident,
        "words": words_for_chart(stands.body),
        "program": viewer.program_name,
    }
    return render(request, "field/chart.html", context, status=status_of(form))


@workers_page
def debriefs(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = DebriefForm(request.POST or None)
    if form.is_valid():
        said = actions.Said(at=now(), **form.cleaned_data)
        actions.keep_debrief(key=uuid4(), said=said, by=viewer, at=now())
        return redirect("field:debriefs")
    context = {"form": form, "debriefs": reading.debriefs(by=viewer)}
    return render(request, "field/debriefs.html", context, status=status_of(form))


@require_POST
@workers_page
def remove_debrief(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    actions.forget_debrief(debrief=get_object_or_404(reading.debriefs(by=viewer), pk=pk), by=viewer, at=now())
    return redirect("field:debriefs")
