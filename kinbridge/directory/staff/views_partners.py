"""The coalition's partners: who they are, what the law takes them for, and their programs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Organization, Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.directory.staff import founding
from kinbridge.directory.staff.forms import KINDS, DescriptionForm, PartnerForm, ProgramForm

WORDS: dict[str, str] = dict(KINDS)


@staff_page
def partners(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    _must_found(viewer)
    form = PartnerForm(request.POST or None)
    if form.is_valid():
        partner = founding.add_partner(**form.cleaned_data, by=viewer, at=now())
        messages.success(
            request, "Added. Now give its people work on the page Staff; they attest their program's laws."
        )
        return redirect("staff:partner", partner.pk)
    listed = [(partner, WORDS.get(partner.kind, partner.kind)) for partner in founding.partners(by=viewer)]
    context = {"form": form, "partners": listed}
    return render(request, "directory/partners.html", context, status=status_of(form))


@staff_page
def partner(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    _must_found(viewer)
    found = get_object_or_404(Organization.objects.prefetch_related("programs"), pk=pk, coalition=viewer.coalition_id)
    about, more = "kind" in request.POST, "name" in request.POST
    stands = {"kind": found.kind, "covered_entity": found.covered_entity}
    form = DescriptionForm(request.POST if about else None, initial=stands)
    program = ProgramForm(request.POST if more else None)
    if about and form.is_valid():
        founding.say_what_it_is(organization=found, **form.cleaned_data, by=viewer, at=now())
        messages.success(request, "Changed. Every decision from now on follows it.")
        return redirect("staff:partner", pk)
    if more and program.is_valid():
        founding.add_program(organization=found, **program.cleaned_data, by=viewer, at=now())
        messages.success(request, "Added.")
        return redirect("staff:partner", pk)
    context = {"partner": found, "form": form, "program": program}
    return render(request, "directory/partner.html", context, status=400 if request.method == "POST" else 200)


def _must_found(viewer: Viewer) -> None:
    if not founding.founds(viewer):
        raise PermissionDenied("The coalition's own administrator keeps its list of partners.")
