"""Write down a birth."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from kinbridge.chart.actions import NotAttested
from kinbridge.directory.local_time import moment
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import status_of
from kinbridge.people.models import Family, Person
from kinbridge.plans.births.arrival import BornAlready, TooEarly, record_birth
from kinbridge.plans.births.forms_arrival import ArrivalForm
from kinbridge.plans.births.pages import birth_page


@birth_page
def born(request: HttpRequest, *, viewer: Viewer, family: Family, infant: Person) -> HttpResponse:
    if infant.birth_date is not None:
        raise Http404
    form = ArrivalForm(request.POST or None, at=now())
    if form.is_valid():
        said = form.cleaned_data
        born_at = moment(said.pop("on"), said.pop("time"))
        try:
            record_birth(infant=infant, born_at=born_at, **said, by=viewer, at=now())
        except (BornAlready, TooEarly, NotAttested) as trouble:
            form.add_error(None, forms.ValidationError(str(trouble)))
        else:
            return redirect("births:pathway", key=family.key, pk=infant.pk)
    context = {"family": family, "infant": infant, "form": form, "here": "births"}
    return render(request, "births/born.html", context, status=status_of(form))
