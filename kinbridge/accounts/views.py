"""Drafts of unfinished forms, and signing in to the demo county as an invented person."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.accounts import actions
from kinbridge.accounts.models import Persona


@login_required
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep the posted fields as the draft of the page named in `path`."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name != "path"}
    path = request.POST.get("path", "")
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None) or not path.startswith("/"):
        return JsonResponse({"saved": False, "why": "Say which page the draft is of."}, status=400)
    if not actions.save_draft(user=request.user, path=path, fields=fields, at=now()):  # type: ignore[arg-type]
        return JsonResponse(
            {"saved": False, "why": "The draft is too long to keep; send the form instead."}, status=413
        )
    return JsonResponse({"saved": True})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo county's invented people, with no password. Only ever in the demo."""
    if not settings.KINBRIDGE_DEMO:
        raise Http404
    number = request.POST.get("persona", "")
    persona = get_object_or_404(Persona, order=int(number) if number.isdecimal() and len(number) < 4 else 0)
    login(request, persona.user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/")
