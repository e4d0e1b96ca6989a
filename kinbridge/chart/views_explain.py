"""For privacy officers and counsel: why would the gate answer so? Every rule tried, on any record, asker and paper."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from kinbridge.chart import explaining
from kinbridge.chart.forms_explain import ExplainForm
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.accounting import watched_family
from kinbridge.people.models import Family
from kinbridge.people.pages import staff_page


@staff_page
def explain(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """By GET, so that an answer has an address to send to counsel; by POST just the same."""
    if not explaining.watches(viewer):
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    family = _family(given.get("family", ""), viewer=viewer)
    asked = "purpose" in given
    labels = explaining.labels_on(family, by=viewer, at=now(), asked=asked) if family is not None else []
    papers = explaining.papers_of(family, by=viewer, on=localdate()) if family is not None else ()
    form = ExplainForm(
        given if asked else None,
        viewer=viewer,
        today=localdate(),
        labels=labels,
        papers=papers,
        initial={"program": given.get("by"), "label": given.get("label")},
    )
    context: dict[str, object] = {"form": form, "family": family, "empty": family is not None and not labels}
    if form.is_valid():
        try:
            context["told"] = told = explaining.explained(form.question(), family=family, by=viewer, at=now())
            context["decision"] = replace(told.decision, neutral=False)
        except explaining.NobodyThere:
            form.add_error("email", "Nobody of the coalition signs in with this e-mail on that day.")
    return render(request, "chart/explain.html", context, status=422 if form.is_bound and form.errors else 200)


def _family(key: str, *, viewer: Viewer) -> Family | None:
    if not key:
        return None
    try:
        family = watched_family(key=UUID(key), by=viewer)
    except ValueError:
        family = None
    if family is None:
        raise Http404
    return family
