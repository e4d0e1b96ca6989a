"""The papers on file, and one of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import override

from kinbridge.consents import actions
from kinbridge.consents.models import Consent
from kinbridge.consents.models.standing import begun, on_file
from kinbridge.consents.wording import LANGUAGES, words
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.people.pages import family_page


@family_page
def listed(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    shown = on_file(family=family, by=viewer, on=localdate())
    context = {
        "family": family,
        "here": "consents",
        "open": [one for one in shown if one.open],
        "closed": [one for one in shown if not one.open],
        "begun": begun(family=family, by=viewer),
    }
    return render(request, "consents/list.html", context)


@family_page
def show(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    paper = opened(family, pk, viewer)
    return render(request, "consents/show.html", {"family": family, "here": "consents", "paper": paper})


@family_page
def copy(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    """To print, in the language it was signed in or in another."""
    wanted = request.GET.get("language", "")
    paper = opened(family, pk, viewer, language=wanted if wanted in LANGUAGES else "")
    language = wanted if wanted in LANGUAGES else paper.consent.language
    with override(language):
        context = {
            "family": family,
            "paper": paper,
            "said": words(language),
            "language": language,
            "signed_language": paper.consent.language,
            "languages": [(code, words(code)["name"]) for code in LANGUAGES],
        }
        return render(request, "consents/copy.html", context)


def opened(family: Family, pk: int, viewer: Viewer, *, language: str = "") -> actions.Paper:
    """The paper, or the same "not found" whether it is another's or nobody's."""
    try:
        return actions.open_paper(family=family, pk=pk, by=viewer, at=now(), language=language)
    except Consent.DoesNotExist:
        raise Http404 from None
