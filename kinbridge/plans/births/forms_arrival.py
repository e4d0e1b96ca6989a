"""What is written down when a baby is born."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from kinbridge.directory.local_time import moment
from kinbridge.people.models import SEXES


class ArrivalForm(forms.Form):
    on = forms.DateField(label="Born on")
    time = forms.TimeField(label="At what time", help_text="Hours count for what comes next.")
    weight_grams = forms.IntegerField(label="Weight in grams", min_value=300, max_value=7000)
    given_name = forms.CharField(
        label="First name", max_length=80, required=False, help_text="If the parents have chosen one."
    )
    sex = forms.ChoiceField(label="Sex", choices=(("", "Not said"), *SEXES), required=False)

    def __init__(self, *given: Any, at: datetime, **more: Any) -> None:
        super().__init__(*given, **more)
        self.at = at

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        on, time = given.get("on"), given.get("time")
        if on and time and moment(on, time) > self.at:
            self.add_error("on", "This is still to come; write it down once the baby is born.")
        return given
