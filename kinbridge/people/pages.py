"""Every page about a family starts here: who asks, which family, and a neutral "not found" for everyone else."""

from __future__ import annotations

from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import View, staff_page, viewer_of
from kinbridge.people.models import Family

__all__ = ["family_page", "staff_page", "viewer_of", "workers_page"]


def family_page(view: View) -> View:
    """Hands the view `viewer` and `family`. A family one may not open answers exactly as one that does not exist."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, key: UUID, **kwargs: object) -> HttpResponse:
        viewer = viewer_of(request)
        family = get_object_or_404(Family.objects.seen_by(viewer, on=localdate()).select_related("coalition"), key=key)
        return view(request, viewer=viewer, family=family, **kwargs)

    return page


def workers_page(view: View) -> View:
    """A family page for the people who work with the family; its own account is refused."""

    @family_page
    @wraps(view)
    def page(request: HttpRequest, *, viewer: Viewer, family: Family, **kwargs: object) -> HttpResponse:
        if viewer.person_id is not None:
            raise PermissionDenied("This page is for the people who work with families.")
        return view(request, viewer=viewer, family=family, **kwargs)

    return page
