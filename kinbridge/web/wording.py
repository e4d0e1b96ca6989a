"""What is suggested about words, on every form at once.

A form does not know who is asking, and there are a hundred forms; so each field of free text that is read in a request
tells the middleware that it is there. Nothing of a text is kept, logged or audited: what is said back is the wording
from the list, once, on the next page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from itertools import islice

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kinbridge.core.wording import Suggestion, suggestions

MOST = 3
"""Wordings named after saving; the page about words has them all."""
_heard: ContextVar[list[BoundField] | None] = ContextVar("heard", default=None)


def listening() -> bool:
    """Whether someone at work is asking: a family's own words are never commented on."""
    return _heard.get() is not None


def hear(field: BoundField) -> None:
    heard = _heard.get()
    if heard is not None:
        heard.append(field)


class WordingMiddleware:
    """After something was saved as it was written, says which words people often prefer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer = getattr(request, "viewer", None)
        if viewer is None or viewer.role == "self":
            return self.get_response(request)
        heard: list[BoundField] = []
        before = _heard.set(heard)
        try:
            response = self.get_response(request)
        finally:
            _heard.reset(before)
        if request.method == "POST" and 300 <= response.status_code < 400:
            texts = dict.fromkeys(str(field.data or "") for field in heard)
            tell(request, {one.written.casefold(): one for text in texts for one in suggestions(text)}.values())
        return response


def tell(request: HttpRequest, found: Iterable[Suggestion]) -> None:
    """One message for the next page; none where nothing was found."""
    few = list(islice(found, MOST))
    if not few:
        return
    said = format_html_join(
        " ",
        '{} “{}”. {} “<span lang="{}">{}</span>”.',
        ((_("You wrote"), one.written, _("People often prefer"), one.term.language, one.prefer) for one in few),
    )
    link = '<a class="usa-link" href="{}">{}</a>'
    why = format_html(link, reverse("words"), _("Why these words"))
    back = format_html(link, came_from(request), _("Write it differently"))
    messages.info(request, format_html("{} {} {} · {}", _("Saved as you wrote it."), said, back, why))


def came_from(request: HttpRequest) -> str:
    """The page on which it was written; where the browser does not say, the address it was sent to."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return page if ours else request.path
