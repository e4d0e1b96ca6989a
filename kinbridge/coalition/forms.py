from __future__ import annotations

import math
from datetime import date

from django import forms


class ReadingForm(forms.Form):
    value = forms.FloatField(label="Value now")
    on = forms.DateField(label="On which day", widget=forms.DateInput)
    note = forms.CharField(label="Where the number comes from", max_length=200)

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_value(self) -> float:
        value: float = self.cleaned_data["value"]
        if not math.isfinite(value):
            raise forms.ValidationError("Give a plain number, such as 42.")
        return value

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("That day has not come yet; give the day the number is from.")
        return on
