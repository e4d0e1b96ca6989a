"""A stage, a look, a file of statements, links, and the one anonymous form."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.surveys.rules.elements import STAGES
from kinbridge.surveys.rules.groups import places, systems
from kinbridge.surveys.rules.instruments import LABELS, STEPS, UNSAID, Item, Questions, Unreadable, read_items

MOST_BYTES = 300_000


class StageForm(forms.Form):
    stage = forms.TypedChoiceField(
        label="How far are we?", choices=[(n, f"{n}: {words}") for n, words in STAGES.items()], coerce=int
    )
    evidence = forms.CharField(label="How do you know?", help_text="What anyone could look at", max_length=300)
    link = forms.URLField(label="Where it can be read", required=False, assume_scheme="https")
    agreed_by = forms.CharField(label="Who agreed", help_text="Such as the steering group", max_length=120)


class LookForm(forms.Form):
    """One choice and one note for each domain."""

    def __init__(self, *args: Any, questions: Questions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for item in questions.items:
            self.fields[item.code] = forms.TypedChoiceField(
                label=item.domain, help_text=item.en, choices=[("", "Choose one"), *STEPS.items()], coerce=int
            )
            self.fields[f"{item.code}_note"] = forms.CharField(
                label=f"{item.domain}: how we know", max_length=200, required=False
            )

    @property
    def ratings(self) -> dict[str, tuple[int, str]]:
        said = self.cleaned_data
        return {item.code: (said[item.code], said[f"{item.code}_note"]) for item in self.questions.items}


class BringForm(forms.Form):
    file = forms.FileField(label="CSV file with the columns domain, item_no and text")
    scale = forms.TypedChoiceField(
        label="How many answers", choices=[(scale, f"{scale}") for scale in LABELS], coerce=int
    )
    right = forms.CharField(
        label="By what right you use it", help_text="Who gave leave, and when. Everyone can read it.", max_length=300
    )

    def clean_file(self) -> tuple[Item, ...]:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 300 KB; statements alone are far smaller.")
        try:
            return read_items(sent.read())
        except Unreadable as trouble:
            raise forms.ValidationError(str(trouble)) from None


class WaveForm(forms.Form):
    title = forms.CharField(label="What to call it", help_text="Such as Fall 2026", max_length=120)


class LinksForm(forms.Form):
    number = forms.IntegerField(label="How many links", min_value=1, max_value=100, initial=20)


class AnswerForm(forms.Form):
    """Nothing on it has to be answered. It never says who."""

    def __init__(self, *args: Any, questions: Questions, language: str, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        answers = [*enumerate(questions.labels(language), 1), (UNSAID, words["unsaid"])]
        for item in questions.items:
            self.fields[f"q{item.code}"] = forms.TypedChoiceField(
                label=item.said(language),
                choices=answers,
                coerce=int,
                required=False,
                empty_value=str(UNSAID),
                widget=forms.RadioSelect,
            )
        for name, choices in (("system", systems(language)), ("place", places(language))):
            self.fields[name] = forms.ChoiceField(
                label=words[name], choices=[("", words["keep"]), *choices.items()], required=False
            )

    @property
    def answers(self) -> dict[str, int]:
        return {item.code: int(self.cleaned_data[f"q{item.code}"]) for item in self.questions.items}
