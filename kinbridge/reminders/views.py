"""How someone wants to be told, the notices they have seen, and their private calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinbridge.accounts.models import User
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, staff_page, status_of
from kinbridge.reminders import actions
from kinbridge.reminders.calendar import calendar_of
from kinbridge.reminders.forms import ChannelsForm
from kinbridge.reminders.reading import channels_of, feed_of
from kinbridge.reminders.rules import every_step
from kinbridge.reminders.sending import texts


@staff_page
def settings(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    user = User.objects.get(pk=viewer.worker)
    chosen = channels_of(user)
    given = {name: getattr(chosen, name) for name in ("email", "texts", "phone", "quiet_since", "quiet_until")}
    form = ChannelsForm(request.POST or None, initial=given, may_text=texts() is not None)
    if request.method == "POST" and form.is_valid():
        actions.choose(choice=form.choice(), by=viewer, at=now())
        messages.success(request, _("Kept. It holds from the next message on."))
        return redirect("reminders:settings")
    context = {"form": form, "feed": feed_of(user), "steps": every_step(), "email": user.email}
    return render(request, "reminders/settings.html", context, status=status_of(form))


@require_POST
@staff_page
def seen(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    actions.see(by=viewer, at=now())
    return redirect("desk:home")


@require_POST
@staff_page
def make_calendar(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Shown in the answer and never again: an address that was stored could be read by others."""
    secret = actions.make_feed(by=viewer, at=now())
    address = request.build_absolute_uri(reverse("reminders:calendar", args=[secret]))
    return render(request, "reminders/calendar.html", {"address": address})


@require_POST
@staff_page
def end_calendar(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    actions.end_feed(by=viewer, at=now())
    messages.success(request, _("The address no longer works. Remove it from your calendar."))
    return redirect("reminders:settings")


@require_safe
def calendar(request: HttpRequest, *, secret: str) -> HttpResponse:
    """For calendar programs, which cannot sign in: the secret is the key. Every other address is simply not there."""
    found = found_or_404(calendar_of(secret=secret, address=request.build_absolute_uri("/"), at=now()))
    return HttpResponse(
        found,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, max-age=3600", "Content-Disposition": 'inline; filename="kinbridge.ics"'},
    )
