"""Bring in a course of another maker, offer it, and take it."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.learning.doors import SET_REQUIREMENTS, kept_for
from kinbridge.learning.packages import reading
from kinbridge.learning.packages.actions import shelf
from kinbridge.learning.packages.actions.opening import open_part
from kinbridge.learning.packages.actions.visits import begin
from kinbridge.learning.packages.forms import PackageForm
from kinbridge.learning.packages.rules.limits import Refused
from kinbridge.learning.packages.start import start_address

keepers = kept_for(SET_REQUIREMENTS, who="trainers, administrators and the coalition's office")


@keepers
def packages(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """What was brought in, and a form for one more."""
    form = PackageForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            package = shelf.bring(by=viewer, at=now(), **form.cleaned_data)
        except Refused as error:
            form.add_error("file", str(error))
        else:
            return redirect("learning:package", key=package.key)
    context = {"form": form, "packages": reading.brought(by=viewer)}
    return render(request, "learning/packages/list.html", context, status=status_of(form))


@staff_page
def package(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    """A POST begins it once more."""
    opened = _opened(key, viewer)
    if request.method == "POST":
        begin(package=opened.package, by=viewer, at=now())
        return redirect("learning:package", key=key)
    size = reading.size_of(opened.package) if opened.keeps else None
    context = {"opened": opened, "package": opened.package, "size": size}
    return render(request, "learning/packages/show.html", context)


@require_POST
@keepers
def offering(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    opened = _opened(key, viewer)
    act = shelf.offer if opened.package.offered_at is None else shelf.withdraw
    act(package=opened.package, by=viewer, at=now())
    return redirect("learning:package", key=key)


@require_POST
@staff_page
def opening(request: HttpRequest, *, viewer: Viewer, key: str, place: int) -> HttpResponse:
    """A visit to one part begins; its page can be loaded again as long as the visit lasts."""
    opened = _opened(key, viewer)
    part = found_or_404(next((step.part for step in opened.steps if step.part.place == place), None))
    return redirect("learning:take", pk=open_part(part=part, site=_site(request), by=viewer, at=now()).pk)


@csp_update({"frame-src": [SELF]})
@staff_page
def take(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """The frame in which the course runs. No other page of ours may hold one."""
    launch = found_or_404(reading.own_launch(pk=pk, by=viewer))
    package = launch.record.part.package
    if launch.expires_at <= now() or launch.ended_at is not None:
        return redirect("learning:package", key=package.key)
    opened = reading.open_package(key=package.key, by=viewer)
    context = {"part": launch.record.part, "opened": opened, "address": start_address(launch, site=_site(request))}
    return render(request, "learning/packages/take.html", context)


def _site(request: HttpRequest) -> str:
    """This site as the learner reached it: what runs in the frame has to reach the very same."""
    return f"{request.scheme}://{request.get_host()}"


def _opened(key: str, viewer: Viewer) -> reading.Opened:
    return found_or_404(reading.open_package(key=key, by=viewer))
