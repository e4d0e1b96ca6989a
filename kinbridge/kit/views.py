"""The kit, for anyone; with what is near a ZIP code; and as a text message, for who is signed in.

A place comes in a POST and goes out in its answer: no address, cookie, session, log or table ever holds it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, signed_in_page
from kinbridge.kit import actions, reading
from kinbridge.kit.forms import PlaceForm, TextForm
from kinbridge.kit.words import AT_HOME, STEPS, lines
from kinbridge.outreach.reading.campaigns import public_campaign
from kinbridge.reminders.sending import texts


@never_cache
@sensitive_post_parameters("zip")
@require_http_methods(["GET", "HEAD", "POST"])
def kit(request: HttpRequest) -> HttpResponse:
    form = PlaceForm(request.POST or None)
    point = form.cleaned_data["zip"] if form.is_valid() else None
    status = 400 if form.is_bound and point is None else 200
    return render(request, "kit/kit.html", {**_kit(request), **_near(request, point), "form": form}, status=status)


@require_POST
@sensitive_post_parameters("phone")
@signed_in_page
def text(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """To a phone, without a ZIP code: what the coalition has, by name."""
    near, through, form = _near(request, None), texts(), TextForm(request.POST)
    context = {**_kit(request), **near, "form": PlaceForm(), "text_form": form}
    if through is None or not form.is_valid():
        return render(request, "kit/kit.html", context, status=400)
    try:
        actions.send(found=near["found"], to=form.cleaned_data["phone"], through=through, by=viewer, at=now())
    except OSError:
        form.add_error("phone", _("The message did not go. Try again, or print this page."))
        return render(request, "kit/kit.html", context, status=503)
    return render(request, "kit/kit.html", context | {"text_form": TextForm(), "sent": True})


@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """What the coalition says to everyone, with whom to call; for anyone, once its page was opened."""
    found = found_or_404(public_campaign(pk=pk))
    spanish = (get_language() or "").startswith("es")
    context = {
        "coalition": found.coalition.name,
        "title": found.title_es if spanish else found.title,
        "words": found.words_es if spanish else found.words,
        "lines": lines(),
    }
    return render(request, "kit/campaign.html", context)


def _kit(request: HttpRequest) -> dict[str, object]:
    viewer = getattr(request, "viewer", None)
    offered = viewer is not None and texts() is not None
    return {"lines": lines(), "steps": STEPS, "at_home": AT_HOME, "text_form": TextForm() if offered else None}


def _near(request: HttpRequest, point: reading.Point | None) -> dict[str, tuple[reading.Found, ...]]:
    coalition = reading.coalition_of(getattr(request, "viewer", None))
    return {"found": reading.near(point, coalition=coalition) if coalition else ()}
