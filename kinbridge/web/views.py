"""The pages that belong to no capability: statements, health, the way out, the style guide, and errors."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import RequestDataTooBig
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kinbridge.web.specimens import specimens


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html")


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For whatever watches the server: well only while the database answers."""
    plain = "text/plain; charset=utf-8"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("The database does not answer.\n", status=503, content_type=plain)
    return HttpResponse("ok\n", content_type=plain)


@never_cache
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Asked by a page that is being worked on: the idle time begins again now, not at the next full minute."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    request.session.modified = True
    return HttpResponse(status=204)


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out and go where nothing tells what was on the screen. The back button finds a signed-out page."""
    logout(request)
    response = render(request, "web/leave.html")
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component once, for people and for the accessibility tests."""
    if not (settings.DEBUG or settings.KINBRIDGE_DEMO):
        raise Http404
    return render(request, "web/styleguide.html", specimens(today=localdate()))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django calls everything malformed a 400; what is merely too large has its own number and its own way out."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", status=status)
