"""The three views of one record, side by side, before anything is saved."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page
from kinbridge.directory.showing import actions, reading
from kinbridge.directory.showing.forms import ShownForm


@staff_page
def shown(request: HttpRequest, *, viewer: Viewer, pk: UUID) -> HttpResponse:
    """Every choice is looked at first: one that was changed since is shown again, and not saved."""
    of = reading.find_own(pk=pk, by=viewer)
    if of is None:
        raise Http404
    record = reading.open_record(of, at=now())
    form = ShownForm(request.POST if request.method == "POST" else None, rows=record.rows)
    if "save" in request.POST and form.was_looked_at:
        actions.show_to(of=of, chosen=form.chosen, by=viewer, at=now())
        messages.success(request, "Saved. Each of the three views is now as you saw it.")
        return redirect("directory:shown", pk=pk)
    context = {
        "record": record,
        "form": form,
        "views": reading.views(record, form.chosen),
        "looked": form.is_bound and form.is_valid(),
        "changed_since": "save" in request.POST and form.is_valid(),
    }
    return render(request, "showing/shown.html", context, status=400 if form.is_bound and not form.is_valid() else 200)
