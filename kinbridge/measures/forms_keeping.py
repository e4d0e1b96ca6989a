"""How careful to be, who answers for a measure, and what happened when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from kinbridge.accounts.models import Role, User
from kinbridge.measures.rules.handed import MOST_BYTES, Handed, NotARelease, read
from kinbridge.measures.rules.rounding import STEPS

HIGHEST = 100
EARLIEST = date(2000, 1, 1)
ANSWER = (
    *(Role.EVALUATOR, Role.COALITION_COORDINATOR, Role.TEAM_COORDINATOR, Role.ADMINISTRATOR),
    *(Role.SUPERVISOR, Role.PRIVACY_OFFICER, Role.TRAINER),
)
"""Who may answer for a measure."""


class CarefulForm(forms.Form):
    threshold = forms.IntegerField(
        label="Smallest count that is shown", help_text="11 or more. It can be raised later, and never lowered."
    )
    rounding = forms.TypedChoiceField(label="Numbers", choices=list(STEPS.items()), coerce=int)

    def __init__(self, *args: Any, lowest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lowest = lowest

    def clean_threshold(self) -> int:
        given: int = self.cleaned_data["threshold"]
        if not self.lowest <= given <= HIGHEST:
            raise forms.ValidationError(f"It is {self.lowest} now. Choose {self.lowest} to {HIGHEST}.")
        return given


class NoteForm(forms.Form):
    on = forms.DateField(label="On which day")
    text = forms.CharField(
        label="What happened",
        max_length=120,
        help_text="Such as “Mother-and-baby residence opened”. Never about a family.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not EARLIEST <= on <= self.today:
            raise forms.ValidationError("That day is still to come, or long past; give the day it happened.")
        return on


class HandedForm(forms.Form):
    """Another coalition's release; what is cleaned is what the file says, whole and checked."""

    file = forms.FileField(
        label="A release of measures",
        help_text="The JSON file that another coalition took from its page of measures, up to 2 MB.",
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_file(self) -> Handed:
        given = self.cleaned_data["file"].read(MOST_BYTES + 1)
        if len(given) > MOST_BYTES:
            raise forms.ValidationError("This file is larger than 2 MB, which no release is. Choose another.")
        try:
            return read(given.decode("utf-8-sig"), at=self.at)
        except UnicodeDecodeError as trouble:
            raise forms.ValidationError("This file is no text. Choose the JSON file of a release.") from trouble
        except NotARelease as trouble:
            raise forms.ValidationError(str(trouble)) from trouble


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        label="Who answers for this measure",
        queryset=User.objects.none(),
        help_text="They are told on their Desk when its line shifts.",
    )

    def __init__(self, *args: Any, coalition: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at_work = User.objects.filter(
            memberships__program__organization__coalition=coalition,
            memberships__role__in=ANSWER,
            memberships__since__lte=today,
            memberships__until=None,
        )
        self.fields["owner"].queryset = at_work.distinct().order_by("last_name", "pk")  # type: ignore[attr-defined]
