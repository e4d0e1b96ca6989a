"""What has to be mended on the shelf: addresses that no longer answer, and texts that nobody has read lately."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from kinbridge.directory.models import Viewer
from kinbridge.learning.doors import SET_REQUIREMENTS, kept_for
from kinbridge.learning.read_again import to_read
from kinbridge.learning.reading.links import links_on_shelf


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


@kept_for(SET_REQUIREMENTS, who="trainers, administrators and the coalition's office")
def read_again(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    return render(request, "learning/read_again.html", {"found": to_read(by=viewer, on=localdate())})
