"""Who stands before a page: any signed-in viewer, or only those who work with families."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm, BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer

View = Callable[..., HttpResponse]
Found = TypeVar("Found")


def viewer_of(request: HttpRequest) -> Viewer:
    """The signed-in viewer; refuses an account that works for no program today."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        raise PermissionDenied("This account is not linked to a program today; ask an administrator.")
    return viewer


def found_or_404(found: Found | None) -> Found:
    """What a view looked for. What is not there and what this viewer may not open answer alike: raises `Http404`."""
    if found is None:
        raise Http404
    return found


def status_of(form: BaseForm | BaseFormSet[Any] | None) -> int:
    """400 for the page of a form that came back with something wrong; 200 for one to be filled in, or for none."""
    return 400 if form is not None and form.is_bound else 200


def signed_in_page(view: View) -> View:
    """Hands the view `viewer`, whoever it is."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        return view(request, viewer=viewer_of(request), **kwargs)

    return page


def staff_page(view: View) -> View:
    """Hands the view `viewer`. For pages about no one family; a family's own account is refused."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        viewer = viewer_of(request)
        if viewer.role == Role.PARENT:
            raise PermissionDenied("This page is for the people who work with families.")
        return view(request, viewer=viewer, **kwargs)

    return page
