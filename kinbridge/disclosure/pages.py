"""A page that two readers share: the privacy officer, and the person themselves in My family."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from kinbridge.directory.models import Viewer
from kinbridge.disclosure.accounting import query
from kinbridge.disclosure.accounting_files import as_file, list_file
from kinbridge.disclosure.accounting_lists import law_list
from kinbridge.disclosure.forms_accounting import ListForm
from kinbridge.people.models import Family, Person


def law_list_page(
    request: HttpRequest, template: str, *, family: Family, people: Sequence[Person], by: Viewer
) -> HttpResponse:
    """One of the lists that the law lets people ask for, of one of these: on the page, on paper, or as a file."""
    form = ListForm(request.GET or None, people=people)
    context: dict[str, object] = {"family": family, "form": form, "printed": "print" in request.GET}
    if form.is_valid():
        which, person = form.chosen()
        wants_file = "file" in request.GET
        act = "accounting.exported" if wants_file else "accounting.seen"
        told = law_list(family=family, person=person, which=which, by=by, at=now(), act=act)
        if wants_file:
            return as_file(list_file(told), name=f"list-{which.value}")
        context |= {"told": told, "query": query(request.GET.urlencode())}
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)
