"""Open a family, and keep its household right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people import keeping, opening
from kinbridge.people.actions import household, members_of
from kinbridge.people.forms import (
    ContactForm,
    CustodyForm,
    EndForm,
    HouseholdForm,
    JoinForm,
    KinForm,
    MendForm,
    OpenForm,
    PregnancyEndForm,
    PregnancyForm,
)
from kinbridge.people.models import Family, Person
from kinbridge.people.pages import staff_page, workers_page

NOT_YOURS = "Whoever leads the work with the family keeps its household; ask them to change it."
ADDING: dict[str, tuple[str, type[HouseholdForm | JoinForm], Callable[..., Any]]] = {
    "person": ("Add a person", JoinForm, keeping.add_person),
    "pregnancy": ("Add a pregnancy", PregnancyForm, keeping.add_pregnancy),
    "contact": ("Add a way to reach someone", ContactForm, keeping.add_contact),
    "kin": ("Say how two people are related", KinForm, keeping.add_kin),
    "custody": ("Write down who holds custody", CustodyForm, keeping.add_custody),
}


@staff_page
def new(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    if not opening.may_open(viewer):
        raise PermissionDenied("Families are opened by the people who begin the work with them.")
    form = OpenForm(request.POST or None, today=localdate(), initial={"relation": "mother"})
    alike: tuple[Family, ...] = ()
    if form.is_valid():
        alike = opening.worked_with_already(form.details, by=viewer, on=localdate())
        if not alike or form.cleaned_data["another"]:
            due_on = form.cleaned_data["due_on"]
            family = opening.open_family(details=form.details, due_on=due_on, reach=form.reach, by=viewer, at=now())
            messages.success(request, "Opened. You lead the work with this family; add whoever else belongs to it.")
            return redirect("people:family", family.key)
        form.ask_whether_it_is_another()
    return render(request, "people/new.html", {"form": form, "alike": alike}, status=_status(form, alike))


@workers_page
def add(request: HttpRequest, *, viewer: Viewer, family: Family, what: str) -> HttpResponse:
    if what not in ADDING:
        raise Http404
    _must_keep(family, viewer, what)
    words, made, act = ADDING[what]
    known = household(family=family, by=viewer, on=localdate())
    form = made(request.POST or None, household=known, family=family, today=localdate())
    if form.is_valid():
        try:
            act(**form.said, by=viewer, at=now())
        except keeping.AlreadyExpecting as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, "Written down.")
            return redirect("people:family", family.key)
    return _page(request, family, words, form)


@workers_page
def mend(request: HttpRequest, *, viewer: Viewer, family: Family, person: UUID) -> HttpResponse:
    _must_keep(family, viewer)
    known = members_of(family=family, by=viewer, on=localdate())
    one = found_or_404(next((each for each in known if each.key == person), None))
    form = MendForm(request.POST or None, today=localdate(), initial=_as_it_stands(one))
    if form.is_valid():
        changed = keeping.mend_person(person=one, details=form.details, by=viewer, at=now())
        messages.success(request, "Changed." if changed else "Nothing was changed.")
        return redirect("people:family", family.key)
    return _page(request, family, f"Change what is known of {one.name}", form)


@workers_page
def end(request: HttpRequest, *, viewer: Viewer, family: Family, what: str, pk: int) -> HttpResponse:
    _must_keep(family, viewer, what)
    row: Any = keeping.standing(what=what, pk=pk, family=family) if what in keeping.ENDED else None
    if row is None:
        raise Http404
    form = EndForm(request.POST or None, since=row.since, today=localdate(), initial={"on": localdate()})
    if form.is_valid():
        if keeping.end(what=what, pk=pk, family=family, on=form.cleaned_data["on"], by=viewer, at=now()):
            messages.success(request, "Ended. That it was so is kept.")
        else:
            messages.error(request, "A colleague has just ended it.")
        return redirect("people:family", family.key)
    return _page(request, family, ENDING[what], form)


@workers_page
def pregnancy_ended(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    _must_keep(family, viewer)
    known = household(family=family, by=viewer, on=localdate()).pregnancies
    pregnancy = found_or_404(next((one for one in known if one.pk == pk), None))
    form = PregnancyEndForm(request.POST or None, since=pregnancy.began_on, today=localdate())
    if form.is_valid():
        said = {"ended_on": form.cleaned_data["on"], "outcome": form.cleaned_data["outcome"]}
        keeping.end_without_birth(pregnancy=pregnancy, **said, by=viewer, at=now())
        messages.success(request, "Written down.")
        return redirect("people:family", family.key)
    return _page(request, family, f"How {pregnancy.parent.name}'s pregnancy ended", form)


ENDING = {
    "member": "Someone no longer belongs to the family",
    "kin": "They are no longer related so",
    "custody": "A power over a child has ended",
    "contact": "This way to reach them is no longer good",
}


def _page(request: HttpRequest, family: Family, words: str, form: forms.Form) -> HttpResponse:
    context = {"family": family, "here": "people", "form": form, "words": words}
    return render(request, "people/keep.html", context, status=_status(form))


def _status(form: forms.Form, alike: tuple[Family, ...] = ()) -> int:
    return 409 if alike else status_of(form)


def _must_keep(family: Family, viewer: Viewer, what: str = "") -> None:
    if not keeping.may_keep(family=family, by=viewer, on=localdate()):
        raise PermissionDenied(NOT_YOURS)
    if what == "custody" and not keeping.keeps_custody(viewer):
        raise PermissionDenied("Child welfare writes down who holds custody, by the court's order.")


def _as_it_stands(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in MendForm.base_fields}
