"""When the baby goes home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.people.models import Person
from kinbridge.plans.going_home import Going
from kinbridge.plans.models import Plan

WITH = [
    ("", _("Choose")),
    ("mother", _("With the mother")),
    ("father", _("With the father")),
    ("kin", _("With kin")),
    ("foster_home", _("To a foster home")),
]


class GoingHomeForm(forms.Form):
    expected_on = forms.DateField(
        label=_("Expected to go home on"),
        help_text=_("The plan is to be finished by then."),
        required=False,
    )
    home_on = forms.DateField(
        label=_("Went home on"),
        help_text=_("Leave it empty while the baby is in the hospital. The review days count from this day."),
        required=False,
    )
    to = forms.ChoiceField(label=_("With whom"), choices=WITH, required=False)

    def __init__(self, *args: Any, plan: Plan, babies: Sequence[Person], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.today = plan, today
        self.born = max((one.birth_date for one in babies if one.birth_date is not None), default=None)
        self.unborn = plan.pregnancy is not None and plan.pregnancy.ended_on is None

    def clean_expected_on(self) -> date | None:
        day: date | None = self.cleaned_data["expected_on"]
        if day is not None and self.born is not None and day < self.born:
            raise forms.ValidationError(gettext("The baby was not born yet on this day; check the date."))
        return day

    def clean_home_on(self) -> date | None:
        day: date | None = self.cleaned_data["home_on"]
        if day is None:
            if self.plan.reviewed.exists():
                raise forms.ValidationError(gettext("A review after going home is written down; keep a day here."))
            return None
        if day > self.today:
            raise forms.ValidationError(gettext("This day is still to come; write it above as the expected day."))
        if self.unborn:
            raise forms.ValidationError(gettext("No birth is written down yet; that comes first."))
        if self.born is not None and day < self.born:
            raise forms.ValidationError(gettext("The baby was not born yet on this day; check the date."))
        if self.plan.reviewed.filter(held_on__lt=day).exists():
            raise forms.ValidationError(gettext("A review was held before this day; check the date."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("home_on") and not given.get("to"):
            self.add_error("to", gettext("Say with whom the baby went."))
        return given

    def going(self) -> Going:
        given = self.cleaned_data
        return Going(given["expected_on"], given["home_on"], given["to"] if given["home_on"] else "")
