"""Every page of a person's own starts here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from kinbridge.people.pages import viewer_of
from kinbridge.portal import reading


def own_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the person's own `viewer` and `family`."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        viewer = viewer_of(request)
        family = reading.family_of(viewer, on=localdate()) if viewer.person_id is not None else None
        if family is None:
            raise PermissionDenied("These pages are for families. Ask your worker to link your account.")
        return view(request, viewer=viewer, family=family, **kwargs)

    return page
