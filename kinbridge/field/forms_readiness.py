"""What a supervisor or a carrier writes down of readiness: a box, its end, a drill, a count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from kinbridge.accounts.models import User
from kinbridge.directory.models import Program
from kinbridge.field.rules.ready import DRILLS, ENDS, GEAR, GIVEN

OLDEST = timedelta(days=3 * 365)
RECENT = timedelta(days=90)


class BoxForm(forms.Form):
    lot = forms.CharField(label="Lot, as on the box", max_length=40)
    expires_on = forms.DateField(label="Expires on", help_text="Only a month? Take its last day.")
    doses = forms.IntegerField(label="Doses", min_value=1, max_value=12, initial=2)

    def clean_expires_on(self) -> date:
        said: date = self.cleaned_data["expires_on"]
        if not 2020 <= said.year <= 2060:
            raise forms.ValidationError("Check the year on the box.")
        return said


class EndForm(forms.Form):
    why = forms.ChoiceField(label="What happened to it?", choices=list(ENDS.items()))


class UnitForm(forms.Form):
    """Something about one of the viewer's units."""

    program = forms.ModelChoiceField(Program.objects.none(), label="Unit", empty_label=None)

    def __init__(self, *args: Any, programs: QuerySet[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs  # type: ignore[attr-defined]


class DrillForm(UnitForm):
    what = forms.ChoiceField(label="What was practiced?", choices=list(DRILLS.items()))
    held_on = forms.DateField(label="On which day?")
    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Who took part?", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["people"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in people]
        ).order_by("first_name", "last_name")

    def clean_held_on(self) -> date:
        said: date = self.cleaned_data["held_on"]
        if not self.today - OLDEST <= said <= self.today:
            raise forms.ValidationError("Give a day that has been, in the last three years.")
        return said


class GearForm(UnitForm):
    item = forms.ChoiceField(label="What was counted?", choices=list(GEAR.items()))
    count = forms.IntegerField(label="How many are there?", min_value=0, max_value=10_000)
    wanted = forms.IntegerField(label="How many should there be?", min_value=0, max_value=10_000)


class GivenForm(forms.Form):
    thing = forms.ChoiceField(
        label="What was handed out?", choices=[(code, words.capitalize()) for code, words in GIVEN.items()]
    )
    count = forms.IntegerField(label="How many?", min_value=1, max_value=500, initial=1)
    given_on = forms.DateField(label="On which day?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("given_on", today)

    def clean_given_on(self) -> date:
        said: date = self.cleaned_data["given_on"]
        if not self.today - RECENT <= said <= self.today:
            raise forms.ValidationError("Give a day of the last 90 days.")
        return said
