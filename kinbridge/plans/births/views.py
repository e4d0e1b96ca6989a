"""Births: the list, where one birth leads and why, the decision, and what a person handed over."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.models import Family, Person
from kinbridge.people.pages import staff_page, workers_page
from kinbridge.plans.births import actions, notices, nursery, overview, reading
from kinbridge.plans.births.forms import DecideForm, FactsForm, SentForm
from kinbridge.plans.births.models import Notification
from kinbridge.plans.births.pages import NOT_YOURS, birth_page
from kinbridge.plans.births.rules import QUESTIONS, Path


@staff_page
def births(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if not reading.attends_births(viewer):
        raise PermissionDenied(NOT_YOURS)
    found = overview.births(by=viewer, at=now())
    return render(request, "births/list.html", {"births": found, "today": localdate()})


@workers_page
def of_family(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    if not reading.attends_births(viewer):
        raise PermissionDenied(NOT_YOURS)
    infants = Person.objects.filter(family=family, carried_in__isnull=False).order_by("-carried_in__due_on", "pk")
    return render(request, "births/family.html", {"family": family, "infants": infants[:20], "here": "births"})


@birth_page
def pathway(request: HttpRequest, *, viewer: Viewer, family: Family, infant: Person) -> HttpResponse:
    birth = reading.open_birth(infant=infant, by=viewer, at=now())
    form = FactsForm(request.POST or None, facts=birth.facts)
    if form.is_bound and form.is_valid():
        actions.work_out(infant=infant, facts=form.facts(), by=viewer, at=now())
        return redirect("births:pathway", key=family.key, pk=infant.pk)
    return _pathway(request, viewer, birth, form=form, status=status_of(form))


@require_POST
@birth_page
def decide(request: HttpRequest, *, viewer: Viewer, family: Family, infant: Person) -> HttpResponse:
    form = DecideForm(request.POST)
    if form.is_valid():
        chosen = Path(form.cleaned_data["decided"])
        try:
            actions.decide(infant=infant, decided=chosen, because=form.cleaned_data["because"], by=viewer, at=now())
        except actions.NeedsReason as trouble:
            form.add_error("because", str(trouble))
        else:
            step = "births:pathway" if chosen is Path.NOTHING else "births:notice"
            return redirect(step, key=family.key, pk=infant.pk)
    birth = reading.open_birth(infant=infant, by=viewer, at=now())
    return _pathway(request, viewer, birth, form=FactsForm(facts=birth.facts), decide=form, status=400)


@birth_page
def notice(request: HttpRequest, *, viewer: Viewer, family: Family, infant: Person) -> HttpResponse:
    birth = reading.open_birth(infant=infant, by=viewer, at=now())
    ready = notices.compose(birth=birth, by=viewer, at=now())
    form = SentForm(request.POST or None, blind=ready.blind, at=now(), initial={"text": ready.text})
    if ready.kind and ready.refused is None and form.is_bound and form.is_valid():
        given = form.cleaned_data
        kept = actions.record_sent(
            ready=ready,
            text=given.get("text", ""),
            how=given["how"],
            taken_by=given["taken_by"],
            reference=given["reference"],
            sent_at=form.moment(),
            by=viewer,
            at=now(),
        )
        return redirect("births:sent", key=family.key, pk=infant.pk, sent=kept.pk)
    context = {"family": family, "infant": infant, "birth": birth, "ready": ready, "form": form, "here": "births"}
    return render(request, "births/notice.html", context, status=status_of(form))


@birth_page
def sent(request: HttpRequest, *, viewer: Viewer, family: Family, infant: Person, sent: int) -> HttpResponse:
    rows = Notification.objects.filter(pk=sent, infant=infant, program__organization=viewer.organization_id)
    kept = found_or_404(rows.select_related("sent_by", "program__organization").first())
    context = {"family": family, "infant": infant, "sent": kept, "here": "births"}
    return render(request, "births/sent.html", context)


def _pathway(
    request: HttpRequest,
    viewer: Viewer,
    birth: reading.Birth,
    *,
    form: FactsForm,
    decide: DecideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    suggested = {"decided": birth.answer.path.value} if birth.answer.path is not None else {}
    context = {
        "family": birth.infant.family,
        "infant": birth.infant,
        "birth": birth,
        "answer": birth.answer,
        "missing": [QUESTIONS[key] for key in birth.answer.missing],
        "before_home": nursery.before_home(infant=birth.infant, by=viewer, at=now(), medicated=birth.medicated),
        "form": form,
        "decide": decide or DecideForm(initial=suggested),
        "here": "births",
    }
    return render(request, "births/pathway.html", context, status=status)
