"""What a coalition adds to its sites, and what it looks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kinbridge.sites.models import SURE_WORDS, Note
from kinbridge.sites.rules.registry import KIND_WORDS, Site, levels

SURE = [(confidence.value, words) for confidence, words in SURE_WORDS.items()]


def text(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class JoinForm(forms.Form):
    name = forms.CharField(label="Name of the place", max_length=120)
    focus = forms.CharField(label="What it works on", max_length=300)
    partners = forms.CharField(label="Who works together there", max_length=300, required=False)
    source = forms.CharField(label="How we know", max_length=200, help_text="Such as: their coordinator, by phone")


class SourcedForm(forms.Form):
    source = forms.CharField(label="Where it was read, or who said it", max_length=200)
    confidence = forms.ChoiceField(label="How far it was checked", choices=SURE)


class FindingForm(SourcedForm):
    method = forms.CharField(label="What they did", max_length=400)
    finding = forms.CharField(
        label="What they found", max_length=600, required=False, help_text="Leave blank if nobody has read it yet"
    )
    field_order = ("method", "finding", "source", "confidence")


class StepForm(SourcedForm):
    on = forms.DateField(label="Day")
    kind = forms.ChoiceField(label="What it was", choices=list(KIND_WORDS.items()))
    level = forms.TypedChoiceField(
        label="Level of assistance",
        choices=[("", "Not a contact"), *((n, f"{n}: {words}") for n, words in levels().items())],
        coerce=int,
        empty_value=None,
        required=False,
    )
    words = forms.CharField(label="In one sentence", max_length=400)
    field_order = ("on", "kind", "level", "words", "source", "confidence")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        on = given.get("on")
        if on is not None and not date(1990, 1, 1) <= on <= self.today:
            self.add_error("on", "That day is still to come, or long past; give the day it happened.")
        if given.get("kind") == "contact" and given.get("level") is None:
            self.add_error("level", "A contact has a level; choose one of the four.")
        return given


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label="What you add", choices=Note.Kind.choices)
    answers = forms.TypedChoiceField(
        label="The question you answer", coerce=int, empty_value=None, required=False, help_text="For an answer only"
    )
    text = text("Your words", "Plain text. Everyone at work here reads it with your name. No family's story.")

    def __init__(self, *args: Any, questions: Iterable[Note], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {note.pk: note for note in questions}
        listed = [(pk, note.text[:80]) for pk, note in self.questions.items()]
        self.fields["answers"].choices = [("", "None"), *listed]  # type: ignore[attr-defined]
        if not listed:
            del self.fields["answers"]
            self.fields["kind"].choices = [  # type: ignore[attr-defined]
                (code, words) for code, words in Note.Kind.choices if code != Note.Kind.ANSWER
            ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == Note.Kind.ANSWER and given.get("answers") is None:
            self.add_error("answers" if "answers" in self.fields else None, "Choose the question that you answer.")
        is_answer = given.get("kind") == Note.Kind.ANSWER
        given["answers"] = self.questions.get(given.get("answers") or 0) if is_answer else None
        return given


class TakeDownForm(forms.Form):
    why = forms.CharField(label="Why it is taken down", max_length=200, help_text="Everyone reads this in its place")


class SearchForm(forms.Form):
    q = forms.CharField(label="Look for", max_length=100, required=False)


class CompareForm(forms.Form):
    site = forms.MultipleChoiceField(label="Sites")

    def __init__(self, *args: Any, sites: Iterable[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [(site.code, site.name) for site in sites]  # type: ignore[attr-defined]


class LessonForm(forms.Form):
    site = forms.ChoiceField(label="Which site it comes from")
    title = forms.CharField(label="The lesson in a few words", max_length=120)
    context = text("How things were")
    tried = text("What was tried")
    result = text("What came of it")
    advice = text("What you would tell the next place")
    source = forms.CharField(label="Where it was read, or who said it", max_length=200)
    tags = forms.CharField(label="Words to find it by", max_length=200, help_text="Such as: waitlist housing fathers")

    def __init__(self, *args: Any, sites: Iterable[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [(site.code, site.name) for site in sites]  # type: ignore[attr-defined]

    def clean_tags(self) -> list[str]:
        tags = list(dict.fromkeys(self.cleaned_data["tags"].casefold().replace(",", " ").split()))
        if any(len(tag) > 40 for tag in tags):
            raise forms.ValidationError("One of these words is longer than 40 letters; use short ones.")
        return tags
