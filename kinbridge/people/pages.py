"""Every page about a family starts here: who asks, which family, and a neutral "not found" for everyone else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate

from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family

View = Callable[..., HttpResponse]


def viewer_of(request: HttpRequest) -> Viewer:
    """The signed-in viewer; refuses an account that works for no program today."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        raise PermissionDenied("This account is not linked to a program today; ask an administrator.")
    return viewer


def staff_page(view: View) -> View:
    """Hands the view `viewer`. For pages about no one family; a family's own account is refused."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        viewer = viewer_of(request)
        if viewer.role == "self":
            raise PermissionDenied("This page is for the people who work with families.")
        return view(request, viewer=viewer, **kwargs)

    return page


def family_page(view: View) -> View:
    """Hands the view `viewer` and `family`. A family one may not open answers exactly as one that does not exist."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, key: UUID, **kwargs: object) -> HttpResponse:
        viewer = viewer_of(request)
        family = Family.objects.seen_by(viewer, on=localdate()).select_related("coalition").filter(key=key).first()
        if family is None:
            raise Http404
        return view(request, viewer=viewer, family=family, **kwargs)

    return page
