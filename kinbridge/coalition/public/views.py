"""The goal page of a coalition, for anyone, and its banner."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kinbridge.coalition.public.reading import find_page, shown
from kinbridge.directory.pages import found_or_404


@require_safe
def goals(request: HttpRequest, *, code: str) -> HttpResponse:
    page = found_or_404(find_page(code))
    context = {"page": page, "goals": shown(page), "spanish": get_language() == "es"}
    return render(request, "coalition/public.html", context)


@require_safe
def banner(request: HttpRequest, *, code: str) -> HttpResponse:
    """The picture that we drew; its address changes when it does, so browsers may keep it."""
    page = find_page(code)
    if page is None or not page.banner:
        raise Http404
    answer = HttpResponse(bytes(page.banner), content_type="image/png")
    answer["Cache-Control"] = "public, max-age=86400"
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer
