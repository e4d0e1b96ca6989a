"""A local version of a toolkit, and a new edition of an item."""

from __future__ import annotations

from datetime import date

from django import forms

LONGEST = 40_000
PROSE = "Leave an empty line between paragraphs. Begin a heading with two number signs, a list item with a hyphen."


class LocalVersionForm(forms.Form):
    title = forms.CharField(label="Title", max_length=300)
    body = forms.CharField(label="Text", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 24}), help_text=PROSE)


class EditionForm(forms.Form):
    edition = forms.CharField(label="Name or number of the edition", max_length=40)
    on = forms.DateField(label="Published on")
    summary = forms.CharField(label="What it is, in two sentences", max_length=1_000, widget=forms.Textarea)
    body = forms.CharField(
        label="Text", max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 16}), help_text=PROSE
    )

    def __init__(self, *given: object, today: date, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not on.year > 1900 or on > self.today:
            raise forms.ValidationError("Give a day from 1901 up to today.")
        return on
