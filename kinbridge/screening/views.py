"""Choose a screen, ask it, read what it means, and keep what the person said to the help offered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import get_language, override

from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import found_or_404, status_of
from kinbridge.people.actions import members_of
from kinbridge.people.models import Family, Person
from kinbridge.people.pages import family_page
from kinbridge.screening import actions, reading
from kinbridge.screening.forms import ChooseForm, OfferForm, ScreenForm, code, page_words
from kinbridge.screening.rules.meaning import needs_found
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.questions import LANGUAGES, Questionnaire
from kinbridge.screening.rules.wording import ASKED

View = Callable[..., HttpResponse]


def screeners_page(view: View) -> View:
    """A family page for those who screen; hands the view `family` and `viewer`."""

    @family_page
    @wraps(view)
    def page(request: HttpRequest, *, viewer: Viewer, family: Family, **kwargs: object) -> HttpResponse:
        if not actions.offered_to(viewer):
            raise PermissionDenied("Screens are for the people who work with families.")
        return view(request, viewer=viewer, family=family, **kwargs)

    return page


def _language(request: HttpRequest, otherwise: str) -> str:
    """The language asked for in the address, or else the person's own where we have it."""
    wanted = request.GET.get("lang", "")
    return next((each for each in (wanted, otherwise[:2]) if each in LANGUAGES), "en")


@screeners_page
def choose(request: HttpRequest, *, viewer: Viewer, family: Family) -> HttpResponse:
    form = ChooseForm(
        request.GET if "instrument" in request.GET or "person" in request.GET else None,
        people=members_of(family=family, by=viewer, on=localdate()),
        questionnaires=actions.offered_to(viewer),
        language=get_language() or "en",
    )
    if form.is_valid():
        chosen = form.cleaned_data
        return redirect("screening:ask", key=family.key, instrument=chosen["instrument"], person=chosen["person"])
    past = reading.screens(family=family, by=viewer, at=now())
    context = {"family": family, "form": form, "screens": past, "here": "screening"}
    return render(request, "screening/choose.html", context, status=status_of(form))


def _found(viewer: Viewer, family: Family, instrument: str, key: UUID) -> tuple[Questionnaire, Person]:
    offered = {each.key: each for each in actions.offered_to(viewer)}
    people = {each.key: each for each in members_of(family=family, by=viewer, on=localdate())}
    if instrument not in offered or key not in people:
        raise Http404
    return offered[instrument], people[key]


@screeners_page
def ask(request: HttpRequest, *, viewer: Viewer, family: Family, instrument: str, person: UUID) -> HttpResponse:
    questionnaire, subject = _found(viewer, family, instrument, person)
    language = _language(request, subject.language)
    topics = [code(topic) for topic in questionnaire.topics if code(topic) in request.GET.getlist("topic")]
    context = _ask_context(family, subject, questionnaire, language)
    if questionnaire.topics and "picked" not in request.GET:
        with override(language):
            return render(request, "screening/pick.html", context)
    form = ScreenForm(
        request.POST if request.method == "POST" else None,
        questionnaire=questionnaire.about_topics(topics),
        language=language,
        initial=reading.carried_over(instrument=instrument, family=family, person=subject, by=viewer, at=now()),
    )
    if form.is_valid():
        try:
            entry = actions.record_screen(
                family=family,
                person=subject,
                instrument=instrument,
                answers=form.answers(),
                context=form.context(),
                language=language,
                by=viewer,
                at=now(),
            )
            return redirect("screening:result", key=family.key, pk=entry.pk)
        except actions.CannotScore as trouble:
            form.add_error(None, str(trouble))
    with override(language):
        return render(request, "screening/ask.html", {**context, "form": form}, status=status_of(form))


def _ask_context(family: Family, person: Person, questionnaire: Questionnaire, language: str) -> dict[str, object]:
    return {
        "family": family,
        "person": person,
        "questionnaire": questionnaire,
        "published": PUBLISHED[questionnaire.key],
        "about": questionnaire.about.said_in(language),
        "asked": ASKED[questionnaire.asked].said_in(language),
        "pick": questionnaire.pick.said_in(language) if questionnaire.pick else "",
        "topics": [(code(topic), topic.words.said_in(language)) for topic in questionnaire.topics],
        "words": page_words(language),
        "language": language,
        "other_language": next(each for each in LANGUAGES if each != language),
    }


@screeners_page
def result(request: HttpRequest, *, viewer: Viewer, family: Family, pk: int) -> HttpResponse:
    screen = found_or_404(reading.open_screen(entry_id=pk, family=family, by=viewer, at=now()))
    language = _language(request, screen.language)
    form = OfferForm(request.POST if request.method == "POST" else None, language=language)
    if form.is_valid():
        actions.record_offer(screen=screen.entry, answer=form.cleaned_data["answer"], by=viewer, at=now())
        return redirect("screening:result", key=family.key, pk=pk)
    context = {
        "family": family,
        "screen": screen,
        "meaning": screen.meaning(language=language),
        "form": form,
        "offered": form.said(screen.offered),
        "words": page_words(language),
        "language": language,
        "other_language": next(each for each in LANGUAGES if each != language),
        "needs": needs_found(screen.score, language=language),
    }
    with override(language):
        return render(request, "screening/result.html", context, status=status_of(form))
