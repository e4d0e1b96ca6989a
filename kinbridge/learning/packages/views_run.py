"""What a course asks for while it runs: its files, the token for the record store, and a place for what it commits."""

from __future__ import annotations

import json
from base64 import b64encode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.clickjacking import xframe_options_exempt

from kinbridge.directory.pages import found_or_404
from kinbridge.learning.models import Launch, PackageFile
from kinbridge.learning.packages.actions.scorm import keep
from kinbridge.learning.packages.actions.visits import NotNow, hand_out_token
from kinbridge.learning.packages.pages import of_a_visit, sandboxed
from kinbridge.learning.packages.rules.limits import LIMITS, Refused
from kinbridge.learning.packages.rules.ranges import part_asked
from kinbridge.learning.packages.rules.scorm import commit_of
from kinbridge.learning.packages.runtime import furnished

PAGE = "text/html"
HOUR = "private, max-age=3600"


@xframe_options_exempt
@of_a_visit("GET", "HEAD")
def file(request: HttpRequest, *, launch: Launch, path: str) -> HttpResponse:
    """One file of this package. Its pages are given what they need to run in a closed window."""
    package = launch.record.part.package
    found = found_or_404(PackageFile.objects.filter(package=package, path=path.replace("\x00", "")).first())
    kind, content = LIMITS.content_type(path), bytes(found.content)
    if kind == PAGE:
        content = furnished(content, launch)
    asked = part_asked(request.headers.get("Range", ""), len(content))
    response = HttpResponse(content[asked.start : asked.stop] if asked else content, content_type=kind)
    if asked:
        response.status_code = 206
        response["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{len(content)}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-store" if kind == PAGE else HOUR
    return sandboxed(response, request, launch)


@of_a_visit("POST")
def fetch(request: HttpRequest, *, launch: Launch) -> HttpResponse:
    """The token with which a cmi5 course signs in at the record store, once."""
    secret = hand_out_token(launch=launch)
    if secret is None:
        return JsonResponse(
            {"error-code": "1", "error-text": "The token was handed out before. Open the course again."}
        )
    return JsonResponse({"auth-token": b64encode(f"launch:{secret}".encode()).decode()})


@of_a_visit("POST", writes="POST")
def commit(request: HttpRequest, *, launch: Launch) -> HttpResponse:
    """What a SCORM course has to keep, in the words of its runtime."""
    try:
        keep(launch=launch, commit=commit_of(request.body), at=now())
    except (Refused, NotNow) as error:
        said = {"result": "false", "errorCode": 101, "errorMessage": str(error)}
        return HttpResponse(json.dumps(said), status=400, content_type="application/json")
    return JsonResponse({"result": "true", "errorCode": 0})
