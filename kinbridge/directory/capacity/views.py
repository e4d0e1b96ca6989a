"""Our open places, and our waiting list."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinbridge.directory import actions as directory
from kinbridge.directory.capacity import actions, reading
from kinbridge.directory.capacity.forms import EndForm, WaitingForm
from kinbridge.directory.models import Program, Viewer, Waiting
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.directory.reading import find_capacity


@staff_page
def ours(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reading.ours(by=viewer, at=now())
    return render(request, "capacity/ours.html", {"programs": found, "today": localdate()})


@require_POST
@staff_page
def still_true(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """One tap; NotYours answers 403 with its own sentence."""
    capacity = found_or_404(find_capacity(pk=pk, by=viewer))
    directory.still_true(capacity=capacity, by=viewer, at=now())
    messages.success(request, _("Stated again, today."))
    return redirect("capacity:ours")


@staff_page
def waiting(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    program = _program(pk, viewer)
    form = WaitingForm(request.POST or None, at=now())
    if form.is_valid():
        try:
            actions.put_on_list(program=program, by=viewer, at=now(), **form.cleaned_data)
        except actions.AlreadyWaiting as trouble:
            form.add_error("code", str(trouble))
        else:
            messages.success(request, _("On the list."))
            return redirect("capacity:waiting", pk=pk)
    page = reading.open_list(program=program, by=viewer, at=now())
    if page is None:
        raise PermissionDenied(_("Only a treatment program's own people see its waiting list."))
    context = {"page": page, "program": program, "form": form, "ends": Waiting.End.choices, "today": localdate()}
    return render(request, "capacity/waiting.html", context, status=status_of(form))


@require_POST
@staff_page
def interim(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    held = _waiting(pk, viewer)
    try:
        actions.begin_interim(waiting=held, by=viewer, at=now())
    except actions.Ended as trouble:
        messages.error(request, str(trouble))
    return redirect("capacity:waiting", pk=held.program_id)


@require_POST
@staff_page
def end(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    held = _waiting(pk, viewer)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how the wait ended."))
        return redirect("capacity:waiting", pk=held.program_id)
    try:
        actions.end_wait(waiting=held, how=form.cleaned_data["how"], by=viewer, at=now())
    except actions.Ended as trouble:
        messages.error(request, str(trouble))
    else:
        messages.success(request, _("Taken off the list."))
    return redirect("capacity:waiting", pk=held.program_id)


@require_POST
@staff_page
def told(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    try:
        actions.tell_state(program=_program(pk, viewer), by=viewer, at=now())
    except actions.Ended as trouble:
        messages.error(request, str(trouble))
    return redirect("capacity:waiting", pk=pk)


def _program(pk: UUID, viewer: Viewer) -> Program:
    return found_or_404(reading.find_program(pk=pk, by=viewer))


def _waiting(pk: int, viewer: Viewer) -> Waiting:
    return found_or_404(reading.find_waiting(pk=pk, by=viewer))
