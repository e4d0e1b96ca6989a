"""How a day was: own words first, then, only if one likes, two numbers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.directory.local_time import told_of

BACK = timedelta(days=14)
NUMBERS = [("", _("I would rather not say")), *((str(number), str(number)) for number in range(11))]


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("How was the day? In your own words"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    craving = forms.TypedChoiceField(
        label=_("Craving"),
        help_text=_("0 is none, 10 is the strongest you know."),
        choices=NUMBERS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    withdrawal = forms.TypedChoiceField(
        label=_("Withdrawal"),
        help_text=_("Aches, sweating, restlessness, a runny nose. 0 is none."),
        choices=NUMBERS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    on = forms.DateField(label=_("Which day?"))

    def __init__(self, *args: Any, at: datetime, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.today = at, today
        self.initial.setdefault("on", today)

    def clean_on(self) -> date:
        said: date = self.cleaned_data["on"]
        if not self.today - BACK <= said <= self.today:
            raise forms.ValidationError(_("Choose today or a day of the last two weeks."))
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("text") and said.get("craving") is None and said.get("withdrawal") is None:
            raise forms.ValidationError(_("Write a word or choose a number; one is enough."))
        return said

    def moment(self) -> datetime:
        return told_of(self.cleaned_data["on"], at=self.at)
