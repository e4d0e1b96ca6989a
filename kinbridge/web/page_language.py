"""Which pages are written in Spanish too. The others come in English, in a frame that keeps the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import translation

WHOLE = frozenset({"kit", "portal", "plans", "consents", "disclosure", "chart", "goals", "newsletter"})
PAGES = frozenset({"people:family", "accessibility", "privacy", "surveys:answer", "surveys:thanks"})
IN_ENGLISH = frozenset(
    {
        "consents:paper_choose",
        "consents:paper_record",
        "consents:paper_end",
        "consents:paper_wrong",
        "consents:agreement_choose",
        "consents:agreement_record",
        "consents:agreement_end",
        "consents:agreement_wrong",
        "consents:objection",
        "consents:emergency",
        "chart:emergency",
        "chart:explain",
        "chart:emergencies",
        "chart:reviewed",
    }
)
"""Forms that ask what a court or an agreement said, and what the rules say, in the words of the law; for staff."""
SIGN_IN = ("account_", "mfa_", "usersessions_")  # allauth's pages: it brings its own words for the forms


@cache
def speaks_more() -> bool:
    """Whether a second language was built; a choice that changes nothing is not offered."""
    return any(list(Path(folder).glob("*/LC_MESSAGES/django.mo")) for folder in settings.LOCALE_PATHS)


def is_translated(match: ResolverMatch) -> bool:
    if match.view_name in IN_ENGLISH:
        return False
    return match.namespace in WHOLE or match.view_name in PAGES or match.view_name.startswith(SIGN_IN)


def of_frame(request: HttpRequest) -> str:
    """The language around the page: the page's own, or, where that is English for want of words, the reader's."""
    page = translation.get_language() or settings.LANGUAGE_CODE
    reader = getattr(request, "LANGUAGE_CODE", "")
    return reader if reader and speaks_more() and page == settings.LANGUAGE_CODE else page


class PageLanguageMiddleware:
    """A page that nobody has translated speaks English throughout: half of each would be read out wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        if request.resolver_match and not is_translated(request.resolver_match):
            translation.activate(settings.LANGUAGE_CODE)
