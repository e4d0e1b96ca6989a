"""Every page about a family starts here: who asks, which family, and a neutral "not found" for everyone else."""

from __future__ import annotations

from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate

from kinbridge.directory.pages import View, staff_page, viewer_of
from kinbridge.people.models import Family

__all__ = ["family_page", "staff_page", "viewer_of"]


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
