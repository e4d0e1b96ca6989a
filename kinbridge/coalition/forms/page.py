"""How a coalition shows itself: its words, its color or its banner, and the goals that anyone may read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kinbridge.coalition.banners import MOST_BYTES, NotAPicture, drawn
from kinbridge.coalition.models import Goal, GoalPage
from kinbridge.coalition.models.page import COLORS

FACTS = ("code", "name", "tagline", "tagline_es", "contact", "color", "banner_alt", "banner_alt_es")


class PageForm(forms.Form):
    code = forms.SlugField(
        label="Last part of the address", help_text="Such as alder-county: letters, digits and hyphens", max_length=40
    )
    name = forms.CharField(label="Name of the coalition", max_length=120)
    tagline = forms.CharField(label="One sentence about it", max_length=200, required=False)
    tagline_es = forms.CharField(label="The sentence in Spanish", max_length=200, required=False)
    contact = forms.CharField(
        label="Whom the public may ask", help_text="An office with its phone or e-mail", max_length=200
    )
    color = forms.ChoiceField(label="Color", choices=COLORS)
    picture = forms.FileField(
        label="Banner",
        help_text="A wide PNG or JPEG picture, up to 2 MB. It is drawn anew, 1200 by 300 dots: what the file knows "
        "about a place or a camera is gone. Only people who agreed to be shown.",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    drop = forms.BooleanField(label="Take the banner away", required=False)
    banner_alt = forms.CharField(label="What the banner shows, in words", max_length=160, required=False)
    banner_alt_es = forms.CharField(label="The same in Spanish", max_length=160, required=False)
    goals = forms.TypedMultipleChoiceField(
        label="Goals that anyone may read", widget=forms.CheckboxSelectMultiple, coerce=int, required=False
    )
    opened = forms.BooleanField(label="Anyone may read this page", required=False)

    def __init__(self, *args: Any, page: GoalPage | None, goals: Sequence[Goal], name: str, **kwargs: Any) -> None:
        first: dict[str, Any] = {"name": name}
        if page is not None:
            first = {fact: getattr(page, fact) for fact in FACTS} | {"opened": page.opened_at is not None}
        first["goals"] = [goal.number for goal in goals if goal.public]
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.has_banner = bool(page and page.banner_mark)
        self.fields["goals"].choices = [(goal.number, str(goal)) for goal in goals]  # type: ignore[attr-defined]
        if not self.has_banner:
            del self.fields["drop"]

    def clean_picture(self) -> bytes | None:
        given: UploadedFile | None = self.cleaned_data["picture"]
        if not given:
            return None
        try:
            return drawn(given.read(MOST_BYTES + 1))
        except NotAPicture as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        shows = given.get("picture") or (self.has_banner and not given.get("drop"))
        if shows and not given.get("banner_alt"):
            self.add_error("banner_alt", "Say what the banner shows, for people who do not see it.")
        return given

    def given(self) -> dict[str, Any]:
        """What `keep_page` takes."""
        read = self.cleaned_data
        return {
            "facts": {fact: read[fact] for fact in FACTS},
            "goals": read["goals"],
            "opened": read["opened"],
            "banner": read["picture"],
            "drop_banner": bool(read.get("drop")),
        }
