"""Write a service down, or say it anew."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory import reading
from kinbridge.directory.actions import must_state
from kinbridge.directory.models import Viewer
from kinbridge.directory.offering.actions import Listed, describe_service, offer_service
from kinbridge.directory.offering.forms import ServiceForm
from kinbridge.directory.pages import found_or_404, staff_page, status_of


@staff_page
def offer(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    """A new service of a program; then whom it fits."""
    program = found_or_404(reading.open_program(pk=pk, by=viewer, at=now())).program
    must_state(viewer, of=program)
    form = ServiceForm(request.POST or None, organization=program.organization)
    if form.is_valid():
        try:
            service = offer_service(program=program, said=form.said(), where=form.where(), by=viewer, at=now())
        except Listed as trouble:
            form.add_error("name", str(trouble))
        else:
            messages.success(request, "It is listed. Now say whom it fits, so that it is found.")
            return redirect("directory:fit", service.pk)
    context = {"form": form, "program": program}
    return render(request, "directory/offer.html", context, status=status_of(form))


@staff_page
def describe(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    service = found_or_404(reading.open_service(pk=pk, by=viewer, at=now())).service
    must_state(viewer, of=service)
    form = ServiceForm(request.POST or None, organization=service.organization, service=service)
    if form.is_valid():
        describe_service(service=service, said=form.said(), where=form.where(), by=viewer, at=now())
        return redirect("directory:service", pk)
    return render(request, "directory/describe.html", {"form": form, "service": service}, status=status_of(form))
