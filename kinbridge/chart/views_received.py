"""Write down in one's own record what another program let one see."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from kinbridge.chart.forms_received import ReceivedForm
from kinbridge.chart.received import record_received, sources
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import workers_page


@workers_page
def received(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    at = now()
    found = sources(family=family, by=viewer, at=at)
    form = ReceivedForm(request.POST or None, sources=found)
    if not form.is_valid():
        context = {"family": family, "here": "chart", "form": form, "sources": found}
        return render(request, "chart/received.html", context, status=422 if form.is_bound else 200)
    record_received(
        family=family,
        label_id=int(form.cleaned_data["source"]),
        kind="note",
        body={"text": form.cleaned_data["text"]},
        occurred_at=at,
        by=viewer,
        at=at,
    )
    messages.success(request, _("Written down. It goes on only where the paper it came by lets it."))
    return redirect("chart:show", family.key)
