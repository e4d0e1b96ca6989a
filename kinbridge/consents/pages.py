"""Who stands before the papers of a family: its partners, its people, and the coalition's privacy officer."""

from __future__ import annotations

from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import View, viewer_of
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page


def papers_page(view: View) -> View:
    """A family page that the privacy officer of the coalition may open for any of its families."""
    for_partners = family_page(view)

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, key: UUID, **kwargs: object) -> HttpResponse:
        viewer = viewer_of(request)
        if viewer.role != Role.PRIVACY_OFFICER:
            return for_partners(request, key=key, **kwargs)
        family = get_object_or_404(Family, key=key, coalition=viewer.coalition_id)
        return view(request, viewer=viewer, family=family, **kwargs)

    return page


def filing_page(view: View) -> View:
    """The same for those who write papers down; a family's own account is refused."""

    @papers_page
    @wraps(view)
    def page(request: HttpRequest, *, viewer: Viewer, family: Family, **kwargs: object) -> HttpResponse:
        if viewer.person_id is not None:
            raise PermissionDenied("Papers are put on file by the people who work with families.")
        return view(request, viewer=viewer, family=family, **kwargs)

    return page
