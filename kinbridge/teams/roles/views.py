"""Who does what in the county, and one row of it, which the team's coordinator may change."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.pages import staff_page
from kinbridge.teams.roles import actions, reading
from kinbridge.teams.roles.forms import RowForm


@staff_page
def table(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = reading.table(by=viewer, on=localdate())
    return render(request, "teams/roles.html", {"table": found, "may_change": actions.may_change(viewer)})


@staff_page
def row(request: HttpRequest, *, viewer: Viewer, task: str, group: str = "") -> HttpResponse:
    found = reading.history(task=task, group=group, by=viewer, on=localdate())
    may_change = actions.may_change(viewer)
    if found is None or (request.method == "POST" and not may_change):
        raise Http404
    form = RowForm(request.POST or None, row=found.line.row, today=localdate()) if may_change else None
    if form is not None and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("since", "because")}
        actions.change_row(row=found.line.row, parts=form.parts(), by=viewer, at=now(), **said)
        messages.success(request, _("The row is changed. It is kept with your name and the reason."))
        return redirect("teams:roles")
    context = {"history": found, "line": found.line, "form": form, "today": localdate()}
    return render(request, "teams/role.html", context, status=status_of(form))
