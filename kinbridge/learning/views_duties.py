"""The pages of those who look after training: what it changed, who is up to date, what is asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.learning.actions.duties import require
from kinbridge.learning.doors import OVERSEE, SET_REQUIREMENTS, SUPERVISE, kept_for
from kinbridge.learning.forms_duties import RequirementForm
from kinbridge.learning.models import Requirement
from kinbridge.learning.reading.compliance import agencies, own_unit
from kinbridge.learning.reading.results import results_of
from kinbridge.learning.results_charts import stages_chart
from kinbridge.learning.rules.courses import courses
from kinbridge.learning.taught import taught


@kept_for(OVERSEE, who="trainers, supervisors and the coalition's office")
def results(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    known = courses()
    chosen = known.get(request.GET.get("course", ""), next(iter(known.values())))
    found = results_of(chosen, by=viewer, at=now())
    context = {"results": found, "courses": known.values(), "chart": stages_chart(found)}
    return render(request, "learning/results.html", context)


@kept_for(OVERSEE, who="trainers, supervisors and the coalition's office")
def compliance(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "learning/compliance.html", {"agencies": agencies(by=viewer, on=localdate())})


@kept_for(SET_REQUIREMENTS, who="trainers, administrators and the coalition's office")
def requirements(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    known = taught(viewer.coalition_id)
    initial = {"since": localdate(), "within_days": 90}
    form = RequirementForm(request.POST or None, courses=known.values(), initial=initial)
    if form.is_valid():
        require(by=viewer, at=now(), **form.cleaned_data)
        return redirect("learning:requirements")
    held = Requirement.objects.filter(coalition=viewer.coalition_id).order_by("role", "course")
    rows = [(one, known[one.course].short) for one in held if one.course in known]
    return render(request, "learning/requirements.html", {"rows": rows, "form": form}, status=status_of(form))


@kept_for(SUPERVISE, who="supervisors")
def unit(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    workers = own_unit(by=viewer, on=localdate())
    return render(request, "learning/unit.html", {"workers": workers, "today": localdate()})
