"""What a program was told: consents that were taken back, under which it had received something."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinbridge.consents import actions
from kinbridge.directory.models import Viewer
from kinbridge.people.pages import staff_page


@staff_page
def listed(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    found = actions.notices_to(viewer)
    context = {"unread": [one for one in found if not one.read_at], "read": [one for one in found if one.read_at]}
    return render(request, "consents/notices.html", context)


@require_POST
@staff_page
def read(request: HttpRequest, *, viewer: Viewer, pk: int) -> HttpResponse:
    if actions.read_notice(notice_id=pk, by=viewer, at=now()) is None:
        raise Http404
    messages.success(request, _("Thank you. The person can see that your program has read it."))
    return redirect("consents:notices")
