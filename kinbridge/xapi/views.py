"""The keys by which other learning systems send statements here and fetch them."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.xapi.actions import end_key, make_key
from kinbridge.xapi.forms import KeyForm
from kinbridge.xapi.models import Credential, Statement

KEEPERS = frozenset({Role.TRAINER, Role.ADMINISTRATOR})


@staff_page
def keys(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """A new secret stands on the page that answers the form, and nowhere else."""
    _must_keep(viewer)
    form, made = KeyForm(request.POST or None), None
    if form.is_valid():
        made = make_key(name=form.cleaned_data["name"], by=viewer, at=now())
        form = KeyForm()
    held = Credential.objects.filter(coalition=viewer.coalition_id).order_by("ended_at", "name")
    context = {
        "form": form,
        "made": made,
        "held": held,
        "endpoint": settings.KINBRIDGE_ADDRESS.rstrip("/") + reverse("xapi:about").removesuffix("about"),
        "statements": Statement.objects.filter(coalition=viewer.coalition_id).count(),
    }
    return render(request, "xapi/keys.html", context, status=status_of(form))


@require_POST
@staff_page
def end(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    _must_keep(viewer)
    credential = get_object_or_404(Credential, pk=pk, coalition=viewer.coalition_id, ended_at=None)
    end_key(credential=credential, by=viewer, at=now())
    return redirect("xapi:keys")


def _must_keep(viewer: Viewer) -> None:
    if viewer.role not in KEEPERS:
        raise PermissionDenied("This page is for trainers and administrators.")
