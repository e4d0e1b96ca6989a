"""What was seen on the job: a supervisor writes it down by the rubric, and whoever was seen may answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import User
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.learning.actions.duties import answer_observation, observe
from kinbridge.learning.doors import SUPERVISE, kept_for
from kinbridge.learning.forms_duties import AnswerForm, ObservationForm
from kinbridge.learning.observed import mine, rubric_of, seen_of
from kinbridge.learning.reading.compliance import Worker, own_unit
from kinbridge.learning.rules.competencies import competencies
from kinbridge.people.pages import staff_page


@kept_for(SUPERVISE, who="supervisors")
def observation(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """First which skill, in the address; then the step that was seen."""
    worker = _worker(pk, viewer)
    competency = competencies().get(request.GET.get("competency", ""))
    form = None
    if competency is not None:
        today = localdate()
        form = ObservationForm(request.POST or None, competency=competency, today=today, initial={"seen_on": today})
        if form.is_valid():
            person = User.objects.get(pk=worker.user_id)
            observe(person=person, competency=competency.key, by=viewer, at=now(), **form.cleaned_data)
            messages.success(request, f"Kept. {worker.name} reads it on the Learn page.")
            return redirect("learning:observation", pk=pk)
    context = {
        "worker": worker,
        "rubric": rubric_of(pk, by=viewer),
        "competency": competency,
        "form": form,
        "seen": seen_of(pk, by=viewer),
    }
    return render(request, "learning/observation.html", context, status=status_of(form))


@staff_page
def seen(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    """What was seen of the viewer, and their answer to it."""
    found = found_or_404(mine(pk, by=viewer))
    form = AnswerForm(request.POST or None, initial={"answer": found.observation.answer})
    if form.is_valid():
        answer_observation(observation=found.observation, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, f"Kept. {found.observation.seen_by} reads it beside what they wrote.")
        return redirect("learning:catalog")
    return render(request, "learning/seen.html", {"seen": found, "form": form}, status=status_of(form))


def _worker(pk: int, viewer: Viewer) -> Worker:
    return found_or_404(next((one for one in own_unit(by=viewer, on=localdate()) if one.user_id == pk), None))
