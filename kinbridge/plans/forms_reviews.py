"""What is written down when a plan was looked at again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.plans.models import Plan
from kinbridge.plans.reviews import Held
from kinbridge.plans.rules import reviews

SERVICES = [("all", _("Yes, all of them")), ("some", _("Some of them")), ("none", _("None yet"))]
TRUE = [("yes", _("Yes, it still says what is so")), ("no", _("No, the plan needs a change"))]


class ReviewForm(forms.Form):
    name = forms.ChoiceField(label=_("Which review"))
    held_on = forms.DateField(label=_("Held on"))
    present = forms.CharField(
        label=_("Who was there"), help_text=_("The parent first, then everyone else, by name"), max_length=300
    )
    services = forms.ChoiceField(
        label=_("Have the services in the plan come?"), choices=SERVICES, widget=forms.RadioSelect
    )
    changed = forms.CharField(
        label=_("What has changed for the baby, the parent or the home"),
        help_text=_("Leave it empty if nothing has."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    still_true = forms.ChoiceField(label=_("Is the plan still true?"), choices=TRUE, widget=forms.RadioSelect)

    def __init__(self, *args: Any, plan: Plan, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.today = plan, today
        names = [review.name for review in reviews(plan.home_on, plan.kind)] if plan.home_on else []
        self.fields["name"].choices = [(name, gettext(name)) for name in names]  # type: ignore[attr-defined]

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(gettext("This day is still to come; write the review down once it was held."))
        if self.plan.home_on is not None and day < self.plan.home_on:
            raise forms.ValidationError(gettext("The baby was not home yet on this day; check the date."))
        return day

    def held(self) -> Held:
        given = self.cleaned_data
        return Held(**{**given, "still_true": given["still_true"] == "yes"})
