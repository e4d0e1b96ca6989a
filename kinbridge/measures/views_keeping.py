"""What people keep beside the numbers, the pictures they take away, and the same measure as FHIR."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.measures import keeping
from kinbridge.measures.board import Sheet, latest, sheet
from kinbridge.measures.charts import note
from kinbridge.measures.forms_keeping import CarefulForm, NoteForm, OwnerForm
from kinbridge.measures.measure_report import measure_report
from kinbridge.measures.models import Annotation
from kinbridge.measures.pictures import TYPES, charts, drawn, named
from kinbridge.measures.rules.suppression import THRESHOLD
from kinbridge.measures.taking import file
from kinbridge.people.pages import staff_page

FHIR = "application/fhir+json; charset=utf-8"


def sheet_for(viewer: Viewer, key: str) -> Sheet:
    return found_or_404(sheet(found_or_404(latest(viewer.coalition_id)), key))


@staff_page
def careful(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """How careful the coalition is with its numbers; its leads may raise the threshold."""
    current = keeping.chosen(viewer.coalition_id)
    form = None
    if keeping.leads(viewer):
        initial = {"threshold": current.threshold, "rounding": current.rounding}
        form = CarefulForm(request.POST or None, initial=initial, lowest=current.threshold)
    elif request.method == "POST":
        raise keeping.NotALead("The coalition's coordinator, evaluator or administrator sets this.")
    if form is not None and form.is_valid():
        keeping.be_careful(by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, "It holds from the next release on. Releases that were made do not change.")
        return redirect("measures:careful")
    context = {"current": current, "form": form, "lowest": THRESHOLD}
    return render(request, "measures/careful.html", context, status=status_of(form))


@require_POST
@staff_page
def annotate(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    one = sheet_for(viewer, key)
    form = NoteForm(request.POST, today=localdate())
    if not form.is_valid():
        return render(request, "measures/again.html", {"measure": one.measure, "form": form}, status=400)
    keeping.annotate(measure=one.measure, by=viewer, at=now(), **form.cleaned_data)
    return redirect("measures:measure", key=key)


@require_POST
@staff_page
def withdraw(request: HttpRequest, *, viewer: Viewer, key: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Annotation, coalition=viewer.coalition_id, measure=key, pk=pk)
    keeping.withdraw(annotation=found, by=viewer, at=now())
    return redirect("measures:measure", key=key)


@require_POST
@staff_page
def hand_over(request: HttpRequest, *, viewer: Viewer, key: str) -> HttpResponse:
    one = sheet_for(viewer, key)
    form = OwnerForm(request.POST, coalition=viewer.coalition_id, today=localdate())
    if not form.is_valid():
        return render(request, "measures/again.html", {"measure": one.measure, "form": form}, status=400)
    keeping.hand_to(measure=one.measure, owner=form.cleaned_data["owner"], by=viewer, at=now())
    return redirect("measures:measure", key=key)


@require_POST
@staff_page
def seen(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    keeping.see_shifts(by=viewer, at=now())
    return redirect("measures:county")


@staff_page
def picture(request: HttpRequest, *, viewer: Viewer, key: str, name: str, form: str) -> HttpResponse:
    """One chart of a measure's page, as a picture."""
    one = sheet_for(viewer, key)
    chart = charts(one, keeping.notes_on(one.measure, viewer.coalition_id)).get(name)
    if chart is None or form not in TYPES:
        raise Http404
    drawing = drawn(chart, of=named(one), said=note(one), form=form)
    return file(drawing, TYPES[form], name=f"{key}-{name}.{form}")


@staff_page
def as_fhir(request: HttpRequest, *, viewer: Viewer, key: str, back: int = 0) -> HttpResponse:
    """The measure as a FHIR R4 MeasureReport: the newest year, or one of the two before it."""
    one = sheet_for(viewer, key)
    if back >= len(one.years):
        raise Http404
    answer = JsonResponse(measure_report(one, site=request.build_absolute_uri("/").rstrip("/"), back=back))
    answer["Content-Type"] = FHIR
    answer["Content-Disposition"] = f'attachment; filename="{key}.json"'
    return answer
