"""What may be said of a paper later: that it ended, that it is what it seems, who is right; and an emergency."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kinbridge.consents.models import Conflict
from kinbridge.consents.models.filed import How
from kinbridge.consents.rules.emergency import FEWEST_LETTERS, HOURS, REASONS
from kinbridge.consents.rules.papers import PaperKind
from kinbridge.people.models import Person


def few_words(label: str, *, required: bool = False, limit: int = 300, missing: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing} if missing else {},
    )


class EndForm(forms.Form):
    how = forms.ChoiceField(
        label="How did it end?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ended."},
    )
    day = forms.DateField(
        label="From which day does it no longer count?", error_messages={"required": "Write the day it ended."}
    )
    words = few_words("In a few words, if you like")

    def __init__(self, *args: Any, entry: PaperKind, made: date | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", today)
        self.made, self.today = made, today
        how: Any = self.fields["how"]
        how.choices = [(How(code).value, How(code).label) for code in entry.ends]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError("This day is still to come; come back then, or write today.")
        if self.made and day < self.made:
            raise forms.ValidationError("This is before the paper was made; check the year.")
        return day


class WordsForm(forms.Form):
    """For what needs no more than a button and, for whoever wants, a few words."""

    words = few_words("In a few words, if you like")


class ObjectionForm(forms.Form):
    objector = forms.ChoiceField(
        label="Who objects?",
        choices=Conflict.Objector.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who objects."},
    )
    name = forms.CharField(label="Their name", max_length=120, error_messages={"required": "Write their name."})
    words = few_words("What do they object to?", limit=500)


OF_AN_OBJECTION = (
    ("first", "The consent stands; it counts again"),
    ("second", "The objection stands; the consent is set aside"),
)


class ResolveForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Which one stands?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which one stands."},
    )
    why = few_words(
        "Why?", required=True, limit=500, missing="Say why; it is kept, and whoever reads this later needs to know."
    )

    def __init__(self, *args: Any, objection: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome: Any = self.fields["outcome"]
        outcome.choices = OF_AN_OBJECTION if objection else Conflict.Outcome.choices


class EmergencyForm(forms.Form):
    """42 CFR 2.51: what a clinician states before treatment records open. Two of the reasons lead to a no."""

    person = forms.ChoiceField(
        label="Who is in danger?", widget=forms.RadioSelect, error_messages={"required": "Choose the person."}
    )
    nature = forms.CharField(
        label="What is the emergency?",
        max_length=500,
        min_length=FEWEST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What happened, and what you need to know. The program whose records you open reads this.",
        error_messages={
            "required": "Say what the emergency is.",
            "min_length": "Say a little more: what happened, and what you need to know.",
        },
    )
    reason = forms.ChoiceField(
        label="Why can they not be asked first?",
        choices=[(reason.code, reason.says) for reason in REASONS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why their consent cannot be had."},
    )
    treats = forms.ChoiceField(
        label="Does your program treat them already?",
        choices=[("yes", "Yes"), ("no", "No, they came to us with this emergency")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    sure = forms.BooleanField(
        label="This is a real medical emergency, and I need these records to meet it.",
        error_messages={"required": "Tick this only if it is true. Without it nothing opens."},
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [(str(one.pk), f"{one.name} ({one.get_relation_display()})") for one in people]
        self.hours = HOURS

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not next(one for one in REASONS if one.code == reason).opens:
            raise forms.ValidationError(
                "Then the law does not open these records: it asks that consent cannot be had. Ask them to sign, "
                "or treat without the record."
            )
        return reason
