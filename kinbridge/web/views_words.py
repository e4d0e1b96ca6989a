"""The list of words with its reasons; and what it would suggest about a text, before that is sent to anyone."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kinbridge.core.wording import LONGEST, suggestions, terms
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import staff_page


class TextForm(forms.Form):
    text = forms.CharField(
        label="A text you want to send",
        help_text="We look once and keep nothing.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def words(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Asked by a text area that someone has just left; and, without scripts, by a person on the page itself."""
    if request.headers.get("HX-Request"):
        found = suggestions("\n".join(str(text) for text in request.POST.values()))
        return render(request, "web/forms/words.html", {"suggestions": found})
    form = TextForm(request.POST or None)
    fine = form.is_valid() and not form["text"].suggestions  # type: ignore[attr-defined]
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "web/words.html", {"form": form, "fine": fine, "terms": terms()}, status=status)
