"""Where those who may decide disagree: write an objection down; see both papers and say which one stands."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from kinbridge.consents import actions
from kinbridge.consents.actions import disputes
from kinbridge.consents.forms.later import ObjectionForm, ResolveForm
from kinbridge.consents.models import Conflict, Consent
from kinbridge.consents.models.disagreements import Disagreement, disagreements
from kinbridge.consents.models.filing import RESOLVERS
from kinbridge.consents.pages import filing_page, papers_page
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404
from kinbridge.people.models import Family


@filing_page
def object_to(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    seen = Consent.objects.filter(family=family).seen_by(viewer).select_related("person")
    consent = get_object_or_404(seen, pk=pk)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            conflict = disputes.object_to(
                consent=consent,
                objector=said["objector"],
                name=said["name"].strip(),
                words=said["words"].strip(),
                by=viewer,
                at=now(),
            )
        except (actions.AlreadyEnded, actions.NotYours) as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "Written down. The consent is not used until someone has resolved this.")
            return redirect("consents:conflict", family.key, conflict.pk)
    context = {"family": family, "consent": consent, "form": form}
    return render(request, "consents/objection.html", context, status=422 if form.is_bound else 200)


@papers_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    one = _found(family, pk, viewer)
    may_resolve = viewer.role in RESOLVERS and viewer.person_id is None and not one.row.outcome
    form = ResolveForm(request.POST if request.method == "POST" else None, objection=one.row.kind == "objection")
    if request.method == "POST" and not may_resolve:
        raise PermissionDenied("A privacy officer, a supervisor or the court's own staff resolves this, once.")
    if form.is_valid():
        outcome = Conflict.Outcome(form.cleaned_data["outcome"])
        try:
            disputes.resolve(
                conflict=one.row, outcome=outcome, why=form.cleaned_data["why"].strip(), by=viewer, at=now()
            )
        except (actions.AlreadyEnded, actions.NotYours) as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "Resolved. What does not stand is set aside.")
            return redirect("consents:conflict", family.key, pk)
    context = {"family": family, "one": one, "form": form if may_resolve else None, "here": "consents"}
    return render(request, "consents/conflict.html", context, status=422 if form.is_bound else 200)


def _found(family: Family, pk: int, viewer: Viewer) -> Disagreement:
    return found_or_404(next((one for one in disagreements(family=family, by=viewer) if one.row.pk == pk), None))
