"""What a trainer has to mend: addresses that no longer answer."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kinbridge.directory.models import Viewer
from kinbridge.learning.doors import SET_REQUIREMENTS, kept_for
from kinbridge.learning.links_reading import links_on_shelf


@kept_for(SET_REQUIREMENTS, who="trainers, administrators and the coalition's office")
def links(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = links_on_shelf(by=viewer)
    looks = [link.look for link in found if link.look is not None]
    context = {
        "to_mend": [link for link in found if link.look is not None and not link.look.is_good],
        "count": len(found),
        "never": len(found) - len(looks),
        "oldest": min((look.looked_at for look in looks), default=None),
        "followed": settings.KINBRIDGE_FOLLOW_LINKS,
    }
    return render(request, "learning/links.html", context)
