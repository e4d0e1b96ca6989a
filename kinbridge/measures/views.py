"""The county's measures: four targets and the funnel, each as a chart with its table."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.measures import actions
from kinbridge.measures.capta import years
from kinbridge.measures.charts import charts, funnel_chart
from kinbridge.people.pages import staff_page

COUNTS = frozenset({Role.EVALUATOR, Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})


@staff_page
def county(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = actions.board(by=viewer, at=now())
    context = {
        "board": found,
        "charts": charts(found),
        "funnel": funnel_chart(found),
        "years": years(by=viewer, at=now()),
        "last_day": found.snapshot.until - timedelta(days=1),
        "may_count": viewer.role in COUNTS,
    }
    return render(request, "measures/county.html", context)


@require_POST
@staff_page
def recount(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if viewer.role not in COUNTS:
        raise Http404
    actions.count(by=viewer, at=now())
    return redirect("measures:county")
