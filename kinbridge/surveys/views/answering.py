"""The form that knows nobody: no sign-in, no audit line, no answer kept as anyone's."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from kinbridge.directory.pages import status_of
from kinbridge.surveys.actions import answering
from kinbridge.surveys.forms import AnswerForm

WORDS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).parents[1].joinpath("words.toml").read_text(encoding="utf-8")
)


def _language() -> str:
    return "es" if (get_language() or "").startswith("es") else "en"


@never_cache
def answer(request: HttpRequest, *, secret: str) -> HttpResponse:
    language = _language()
    words = WORDS[language]
    wave = answering.way_in(secret)
    if wave is None:
        return render(request, "surveys/gone.html", {"words": words}, status=404)
    questions = wave.questions
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, questions=questions, language=language, words=words)
    if form.is_valid():
        said = form.cleaned_data
        done = answering.answer(secret=secret, answers=form.answers, system=said["system"], place=said["place"])
        return (
            redirect("surveys:thanks") if done else render(request, "surveys/gone.html", {"words": words}, status=404)
        )
    title = questions.title.get(language) or questions.name
    context = {"form": form, "words": words, "title": title, "coalition": wave.coalition.name}
    return render(request, "surveys/answer.html", context, status=status_of(form))


def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/thanks.html", {"words": WORDS[_language()]})
