"""Where a phone sends what was written without a network. Signed in, with a token, and as often as it has to."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kinbridge.directory.models import Viewer
from kinbridge.field import reading
from kinbridge.field.actions import incidents as actions
from kinbridge.field.doors import IN_HOMES
from kinbridge.field.forms_incidents import SentDebriefForm, SentForm
from kinbridge.field.models import Version


def _viewer(request: HttpRequest) -> Viewer | None:
    viewer: Viewer | None = getattr(request, "viewer", None)
    return viewer if viewer is not None and viewer.role in IN_HOMES else None


def _refused() -> JsonResponse:
    return JsonResponse({"trouble": "Sign in as someone who goes into homes, then send it again."}, status=401)


def _account(by: Viewer) -> str:
    """Tells a phone whether the same person is signed in again, and nothing about who that is."""
    return salted_hmac("kinbridge.field.account", f"{by.worker}:{by.coalition_id}").hexdigest()[:24]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sync(request: HttpRequest) -> JsonResponse:
    """GET: who is here, a token, and what waits to be chosen. POST: one version of one incident."""
    viewer = _viewer(request)
    if request.method != "POST":
        return JsonResponse(_door(request, viewer))
    if viewer is None:
        return _refused()
    form = SentForm(request.POST, now=now())
    if not form.is_valid():
        return JsonResponse({"trouble": "Not taken; mend it and send it again.", "fields": form.errors}, status=400)
    given = form.cleaned_data
    written = actions.Written(given["save"], given["base"], form.body(), Version.Device.PHONE, given["written_at"])
    try:
        version = actions.take_in(key=given["incident"], written=written, by=viewer, at=now())
    except actions.NotYours as trouble:
        return JsonResponse({"trouble": str(trouble)}, status=404)
    where = reverse("field:incident", args=[given["incident"]])
    return JsonResponse({"standing": version.standing, "version": str(version.key), "url": where})


def _door(request: HttpRequest, viewer: Viewer | None) -> dict[str, object]:
    if viewer is None:
        return {"signed_in": False, "sign_in": f"{reverse('account_login')}?next={reverse('field:home')}"}
    undecided = [reverse("field:incident", args=[one.key]) for one in reading.undecided(by=viewer, at=now())]
    return {
        "signed_in": True,
        "account": _account(viewer),
        "name": viewer.name,
        "token": get_token(request),
        "undecided": undecided,
    }


@never_cache
@require_POST
def sync_debrief(request: HttpRequest) -> JsonResponse:
    viewer = _viewer(request)
    if viewer is None:
        return _refused()
    form = SentDebriefForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"trouble": "Not taken; mend it and send it again.", "fields": form.errors}, status=400)
    given = form.cleaned_data
    said = actions.Said(given["how"], given["words"], given["call_me"], now())
    try:
        actions.keep_debrief(key=given["key"], said=said, by=viewer, at=now())
    except actions.NotYours as trouble:
        return JsonResponse({"trouble": str(trouble)}, status=404)
    return JsonResponse({"kept": True})
