"""Write a fact by hand, correct one of one's own program, or take it back as entered in error."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from kinbridge.chart.actions import NotAttested, correct, record_entry
from kinbridge.chart.by_hand import kinds_for, own_fact
from kinbridge.chart.forms_by_hand import FactForm, Why
from kinbridge.chart.kinds import kind
from kinbridge.chart.models import Entry
from kinbridge.chart.reading import shown_as
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family
from kinbridge.people.pages import workers_page

FASTER = "A colleague has just corrected this. Look at the chart, and correct it once more if it is still wrong."


@workers_page
def choose(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    context = {"family": family, "here": "chart", "kinds": kinds_for(viewer)}
    return render(request, "chart/choose.html", context)


@workers_page
def write(request: HttpRequest, *, viewer: Viewer, family: Family, code: str) -> HttpResponse:
    known = found_or_404(next((one for one in kinds_for(viewer) if one.code == code), None))
    people = {person.pk: person for person in members_of(family=family, by=viewer, on=localdate())}
    form = FactForm(
        request.POST or None, kind=known, people=people.values(), today=localdate(), initial={"on": localdate()}
    )
    if form.is_valid():
        at = now()
        try:
            record_entry(
                family=family,
                subject=people[form.cleaned_data["person"]],
                kind=code,
                body=form.fact,
                occurred_at=form.moment(at=at),
                by=viewer,
                at=at,
            )
        except NotAttested as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "Written down. Who may see it follows from your program’s law.")
            return redirect("chart:show", family.key)
    context = {"family": family, "here": "chart", "form": form, "kind": known}
    return render(request, "chart/write.html", context, status=status_of(form))


@workers_page
def fact(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    entry = _own(family, pk, viewer)
    known, subject, happened = kind(entry.kind), entry.label.subject, local_time(entry.occurred_at)
    by_hand = known in kinds_for(viewer)
    given = {**entry.body, "person": subject.pk, "on": happened.date(), "time": happened.time().replace(microsecond=0)}
    posted = request.POST if by_hand and request.method == "POST" else None
    form = FactForm(posted, kind=known, people=[subject], today=localdate(), initial=given) if by_hand else None
    why = Why(posted)
    if form is not None and form.is_valid() and why.is_valid():
        at = now()
        better = {"body": form.fact, "occurred_at": form.moment(at=at), "why": why.cleaned_data["why"]}
        if _corrected(entry, request, by=viewer, at=at, **better):
            messages.success(request, "Corrected. What stood there before is kept, and marked as corrected.")
        return redirect("chart:show", family.key)
    context = {
        "family": family,
        "here": "chart",
        "form": form,
        "why": why,
        "entry": entry,
        "fact": shown_as(entry, entry.label),
    }
    return render(request, "chart/fact.html", context, status=400 if posted else 200)


@require_POST
@workers_page
def take_back(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    entry = _own(family, pk, viewer)
    why = Why(request.POST)
    if not why.is_valid():
        messages.error(request, "Say why it is taken back; nothing was changed.")
        return redirect("chart:fact", family.key, pk)
    if _corrected(entry, request, body=None, by=viewer, at=now(), why=why.cleaned_data["why"]):
        messages.success(request, "Taken back. It no longer counts; that it was there is kept.")
    return redirect("chart:show", family.key)


def _own(family: Family, pk: int, viewer: Viewer) -> Entry:
    return found_or_404(own_fact(family=family, pk=pk, by=viewer, at=now()))


def _corrected(entry: Entry, request: HttpRequest, **said: object) -> bool:
    """Whether it went through; of two corrections at once the database keeps the first."""
    try:
        with transaction.atomic():
            correct(entry=entry, **said)  # type: ignore[arg-type]
    except IntegrityError:
        messages.error(request, FASTER)
        return False
    return True
