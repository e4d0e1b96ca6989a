"""Who decides, where they stand, and each contact. Not for those who report to funders."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.policy.actions import advocacy as actions
from kinbridge.policy.actions.authority import advocates, must_advocate
from kinbridge.policy.actions.time_spent import Taken
from kinbridge.policy.forms import ContactForm, MakerForm, PositionForm
from kinbridge.policy.reading.advocacy import Maker, decision_map


def _must_read(viewer: Viewer) -> None:
    if not advocates(viewer):
        raise PermissionDenied("Advocacy is kept apart: the coalition's coordinators and counsel read this page.")


@staff_page
def makers(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    _must_read(viewer)
    found = decision_map(by=viewer)
    form = MakerForm(request.POST or None) if found.may_keep else None
    if request.method == "POST":
        must_advocate(viewer)
        if form is not None and form.is_valid():
            made = actions.add_maker(facts=form.cleaned_data, by=viewer, at=now())
            return redirect("policy:maker", pk=made.pk)
    return render(request, "policy/makers.html", {"map": found, "form": form, "here": "makers"}, status=status_of(form))


def _maker(viewer: Viewer, pk: int) -> Maker:
    _must_read(viewer)
    return found_or_404(next((one for one in decision_map(by=viewer).makers if one.maker.pk == pk), None))


@staff_page
def maker(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    return _page(request, viewer, pk)


@require_POST
@staff_page
def position(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found, form = _maker(viewer, pk), PositionForm(request.POST, by=viewer)
    must_advocate(viewer)
    if not form.is_valid():
        return _page(request, viewer, pk, position_form=form)
    actions.note_position(maker=found.maker, by=viewer, at=now(), **form.cleaned_data)
    return redirect("policy:maker", pk=pk)


@require_POST
@staff_page
def contact(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found, form = _maker(viewer, pk), ContactForm(request.POST, by=viewer)
    must_advocate(viewer)
    if not form.is_valid():
        return _page(request, viewer, pk, contact_form=form)
    try:
        actions.log_contact(maker=found.maker, by=viewer, at=now(), **form.facts())
    except Taken as trouble:
        form.add_error("begins", str(trouble))
        return _page(request, viewer, pk, contact_form=form)
    return redirect("policy:maker", pk=pk)


def _page(
    request: HttpRequest,
    viewer: Viewer,
    pk: int,
    *,
    position_form: forms.Form | None = None,
    contact_form: forms.Form | None = None,
) -> HttpResponse:
    found, log = _maker(viewer, pk), decision_map(by=viewer)
    context: dict[str, object] = {
        "found": found,
        "positions": found.maker.positions.select_related("policy", "noted_by").order_by("-on", "-pk"),
        "contacts": [one for one in log.contacts if one.maker_id == pk],
    }
    if log.may_keep:
        context["position_form"] = position_form or PositionForm(by=viewer, initial={"on": localdate()})
        context["contact_form"] = contact_form or ContactForm(by=viewer, auto_id="id_contact_%s")
    return render(request, "policy/maker.html", context, status=400 if position_form or contact_form else 200)
