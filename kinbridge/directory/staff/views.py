"""The people who work for one's programs: a list, someone new, a first link, an end."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Membership, Viewer
from kinbridge.directory.pages import staff_page, status_of
from kinbridge.directory.staff import actions
from kinbridge.directory.staff.forms import WelcomeForm
from kinbridge.directory.staff.founding import founds

NOT_YOURS = "A program's supervisor or an administrator says who works there."


@staff_page
def staff(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    _must_manage(viewer)
    form = WelcomeForm(request.POST or None, by=viewer)
    welcomed = None
    if form.is_valid():
        try:
            welcomed = actions.welcome(**form.cleaned_data, by=viewer, at=now())
        except (actions.WorksThereAlready, actions.NotTheirs) as trouble:
            form.add_error("email", str(trouble))
    if welcomed is not None:
        return _link(request, welcomed.membership, welcomed.link)
    rows = actions.at_work(by=viewer, on=localdate())
    context = {"form": form, "rows": rows, "own": viewer.user_id, "founds": founds(viewer)}
    return render(request, "directory/staff.html", context, status=status_of(form))


@require_POST
@staff_page
def link(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    membership = _theirs(viewer, pk)
    if not actions.may_have_link(membership.user, by=viewer):
        messages.error(request, "Their account is in use. On the sign-in page they can ask for a new password.")
        return redirect("staff:list")
    return _link(request, membership, actions.new_link(membership=membership, by=viewer, at=now()))


@require_POST
@staff_page
def leave(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    membership = _theirs(viewer, pk)
    if membership.user_id == viewer.user_id:
        messages.error(request, "You cannot end your own work here; ask another administrator.")
    elif actions.leave(membership=membership, by=viewer, at=now()):
        messages.success(
            request, f"{membership.user} no longer works there as {membership.get_role_display().lower()}."
        )
    return redirect("staff:list")


def _link(request: HttpRequest, membership: Membership, path: str) -> HttpResponse:
    """Shown this once, to be handed over; it is kept nowhere."""
    address = request.build_absolute_uri(path) if path else ""
    return render(request, "directory/staff_link.html", {"membership": membership, "address": address})


def _theirs(viewer: Viewer, pk: int) -> Membership:
    _must_manage(viewer)
    return get_object_or_404(actions.at_work(by=viewer, on=localdate()), pk=pk, role__in=actions.roles_for(viewer))


def _must_manage(viewer: Viewer) -> None:
    if viewer.role not in actions.MANAGERS:
        raise PermissionDenied(NOT_YOURS)
