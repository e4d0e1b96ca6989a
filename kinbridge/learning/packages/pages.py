"""What a course's own window may do: run its scripts, show its files, speak to this visit's addresses, and no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt

from kinbridge.directory.pages import found_or_404
from kinbridge.learning.models import Launch
from kinbridge.learning.packages.launch_key import folder_of, held_launch, launch_of
from kinbridge.people.rows import work_in

NOBODY = "null"
"""The origin of a sandboxed window, as it stands in a request."""
MAY_ASK = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match, Accept-Language, "
        "X-Experience-API-Hash"
    ),
    "Access-Control-Max-Age": "600",
}


def sandboxed(response: HttpResponse, request: HttpRequest, launch: Launch) -> HttpResponse:
    """Puts the window into a sandbox of its own, wherever it is shown: it is nobody's origin and has no cookies."""
    site = f"{request.scheme}://{request.get_host()}"
    own = f"{site}{folder_of(launch)}"
    response["Content-Security-Policy"] = (
        f"sandbox allow-scripts allow-forms; default-src {own} data: blob:; "
        f"script-src {own} {site}/static/ 'unsafe-inline' 'unsafe-eval' blob:; style-src {own} 'unsafe-inline'; "
        f"connect-src {own}; frame-src {own}; form-action {own}; base-uri {own}; object-src 'none'"
    )
    response["Referrer-Policy"] = "no-referrer"  # the address holds the key
    return response


def of_a_visit(*methods: str, writes: str = "") -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """An address of one visit, found by its key alone: no cookie is read, and a window without an origin may ask.

    `writes` names the methods that change the visit, which is held until they are done.
    """

    def keep(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def page(request: HttpRequest, *, key: str, **kwargs: str) -> HttpResponse:
            find = held_launch if request.method in writes.split() else launch_of
            launch = found_or_404(find(key, at=now()))
            if request.method == "OPTIONS":
                response = HttpResponse(status=204, headers=MAY_ASK)
            elif request.method not in methods:
                response = HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
            else:
                with work_in(launch.record.enrollment.coalition):
                    response = view(request, launch=launch, **kwargs)
            response["Access-Control-Allow-Origin"] = NOBODY
            response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, X-Experience-API-Version"
            return response

        return page

    return keep
