"""Records opened in an emergency, and the pages of those who are told of it and review it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.chart.emergency import emergencies, open_in_emergency
from kinbridge.chart.emergency import emergency as one_emergency
from kinbridge.chart.forms_emergency import ReviewForm
from kinbridge.consents import actions
from kinbridge.consents.actions.emergencies import close_review, read_emergency_notice
from kinbridge.consents.models import EmergencyNotice, EmergencyReview, OtherAuthority
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import staff_page, workers_page


@workers_page
def opened(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    try:
        found = open_in_emergency(family=family, pk=pk, by=viewer, at=now())
    except OtherAuthority.DoesNotExist:
        raise Http404 from None
    return render(request, "chart/emergency.html", {"family": family, "opened": found, "here": "chart"})


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "chart/emergencies.html", {"found": emergencies(by=viewer, at=now())})


@staff_page
def show(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    try:
        one = one_emergency(pk=pk, by=viewer, at=now())
    except OtherAuthority.DoesNotExist:
        raise Http404 from None
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not one.may_review:
        raise PermissionDenied("A privacy officer who did not open the records reviews this, once.")
    if form.is_valid():
        finding = EmergencyReview.Finding(form.cleaned_data["finding"])
        note = form.cleaned_data["note"].strip()
        try:
            close_review(paper=one.paper, finding=finding, note=note, by=viewer, at=now())
        except (actions.AlreadyEnded, actions.NotYours) as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "Reviewed. Your finding and your note are kept.")
            return redirect("chart:reviewed", pk)
    context = {"one": one, "form": form if one.may_review else None}
    return render(request, "chart/emergency_review.html", context, status=422 if form.is_bound else 200)


@require_POST
@staff_page
def read(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    notice = get_object_or_404(EmergencyNotice, pk=pk, program=viewer.program_id, coalition=viewer.coalition_id)
    try:
        read_emergency_notice(notice=notice, by=viewer, at=now())
    except actions.NotYours:
        raise Http404 from None
    messages.success(request, "Noted: your program has read this.")
    return redirect("chart:reviewed", notice.paper_id)
