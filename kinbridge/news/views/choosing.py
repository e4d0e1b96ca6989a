"""How someone who works here wants the newsletter: never, each issue, or once a month."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from kinbridge.accounts.models import User
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.pages import staff_page
from kinbridge.news import reading
from kinbridge.news.actions import readers
from kinbridge.news.forms import NEVER, ChoiceForm
from kinbridge.news.letters import confirming
from kinbridge.reminders.sending import mail_leaves, send_letter


@require_POST
@staff_page
def choose(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    form = ChoiceForm(request.POST)
    if form.is_valid():
        chosen, reader = form.cleaned_data, reading.reader_of(viewer)
        if chosen["often"] == NEVER:
            readers.forget(by=viewer)
            messages.success(request, "You get no newsletter by e-mail. It stays here to read.")
        elif reader is not None:
            readers.choose(reader=reader, often=chosen["often"], language=chosen["language"])
            messages.success(request, "Kept.")
        elif mail_leaves():
            _ask(request, viewer, often=chosen["often"], language=chosen["language"])
    return redirect("news:list")


def _ask(request: HttpRequest, viewer: Viewer, *, often: str, language: str) -> None:
    email, coalition = User.objects.get(pk=viewer.worker).email, Coalition.objects.get(pk=viewer.coalition_id)
    asked = readers.ask(coalition=coalition, email=email, often=often, language=language, at=now(), by=viewer)
    try:
        send_letter(confirming(to=email, secret=asked, name=coalition.name, language=language))
    except OSError:
        messages.error(request, "The letter with the link did not go. Try again later.")
    else:
        messages.success(request, "A letter with a link is on its way to you. The newsletter comes once you follow it.")
