"""The aid itself: open to anyone, the same for everyone, so that no sign-in stands before a breath."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kinbridge.field import shell
from kinbridge.field.rules.aid import aid


@require_safe
def kept(request: HttpRequest, *, name: str) -> HttpResponse:
    return HttpResponse(shell.page(name))


@require_safe
def step(request: HttpRequest, *, key: str) -> HttpResponse:
    if key not in aid().steps:
        raise Http404
    return HttpResponse(shell.page(f"step:{key}"))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(shell.worker(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.manifest(), content_type="application/manifest+json")
