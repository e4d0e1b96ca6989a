"""State, tribes and communities side by side; and a tribe's own decisions on what is counted of its people."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.measures.models import TribalApproval, TribalUse
from kinbridge.stakeholders import approving
from kinbridge.stakeholders.approved import jurisdictions, open_tribe
from kinbridge.stakeholders.forms import ApprovalForm, SpeakerForm
from kinbridge.stakeholders.models import Tribe


@staff_page
def peers(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "stakeholders/tribes.html", {"peers": jurisdictions(by=viewer, at=now()), "here": "tribes"})


@staff_page
def tribe(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """One tribe; its own person approves a use by a POST."""
    page = found_or_404(open_tribe(pk=pk, by=viewer, at=now()))
    form = ApprovalForm(request.POST or None, today=localdate()) if page.may_decide else None
    if request.method == "POST" and form is None:
        raise PermissionDenied("Only the person whom the tribe named decides on its data.")
    if form is not None and form.is_valid():
        said = form.cleaned_data
        use = TribalUse(said["use"])
        approving.approve(tribe=page.tribe, use=use, purpose=said["purpose"], until=said["until"], by=viewer, at=now())
        messages.success(request, "Approved. You can withdraw it here at any time.")
        return redirect("stakeholders:tribe", pk=pk)
    speaker = None
    if page.may_name:
        speaker = SpeakerForm(organization=page.tribe.organization_id, today=localdate())
    context = {"page": page, "form": form, "speaker_form": speaker}
    return render(request, "stakeholders/tribe.html", context, status=status_of(form))


@require_POST
@staff_page
def speaker(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    found = _tribe(pk, viewer)
    if not approving.may_name_speaker(found, by=viewer):
        raise PermissionDenied("The tribe's own organization names who speaks.")
    form = SpeakerForm(request.POST, organization=found.organization_id, today=localdate())
    if not form.is_valid():
        page = open_tribe(pk=pk, by=viewer, at=now())
        return render(request, "stakeholders/tribe.html", {"page": page, "speaker_form": form}, status=400)
    approving.name_speaker(tribe=found, by=viewer, at=now(), **form.cleaned_data)
    return redirect("stakeholders:tribe", pk=pk)


@require_POST
@staff_page
def withdraw(request: HttpRequest, *, viewer: Viewer, pk: int, approval: int) -> HttpResponse:
    found = _tribe(pk, viewer)
    given = get_object_or_404(TribalApproval, pk=approval, organization=found.organization_id)
    approving.withdraw(approval=given, tribe=found, by=viewer, at=now())
    messages.success(request, "Withdrawn today. The next release and the next extract go without.")
    return redirect("stakeholders:tribe", pk=pk)


def _tribe(pk: int, viewer: Viewer) -> Tribe:
    return get_object_or_404(Tribe, pk=pk, coalition=viewer.coalition_id)
