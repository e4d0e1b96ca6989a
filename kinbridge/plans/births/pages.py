"""Whose pages these are: the people who attend a birth, about an infant of a family they work with."""

from __future__ import annotations

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import View, found_or_404
from kinbridge.people.models import Family
from kinbridge.people.pages import workers_page
from kinbridge.plans.births.reading import attends_births, find_infant

NOT_YOURS = "Births are for prenatal clinics and birth hospitals. What they hand over to you is on your Desk."


def birth_page(view: View) -> View:
    """Hands the view `viewer`, `family` and `infant`. An infant of another family answers as one that is not there."""

    @workers_page
    @wraps(view)
    def page(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int, **kwargs: object) -> HttpResponse:
        if not attends_births(viewer):
            raise PermissionDenied(NOT_YOURS)
        infant = found_or_404(find_infant(family=family, pk=pk))
        return view(request, viewer=viewer, family=family, infant=infant, **kwargs)

    return page
