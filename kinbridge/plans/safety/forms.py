"""A safety plan as a form: the danger now, who does what until when, who agreed, and the day it ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.people.models import Person
from kinbridge.plans.forms_rows import RowForm
from kinbridge.plans.safety.actions import Terms


class SafetyPlanForm(forms.Form):
    child = forms.ModelChoiceField(Person.objects.none(), label=_("Which child"), empty_label=_("Choose"))
    danger = forms.CharField(
        label=_("What could hurt the child now"),
        help_text=_("Facts that were seen or said. A test result alone is no danger."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    agreed = forms.CharField(label=_("Who agreed to it, by name"), max_length=300)
    starts_on = forms.DateField(label=_("Starts on"))
    ends_on = forms.DateField(label=_("Ends on"), help_text=_("By then somebody looks at it again."))

    def __init__(self, *args: Any, children: tuple[Person, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        child = self.fields["child"]
        child.queryset = Person.objects.filter(pk__in=[one.pk for one in children])  # type: ignore[attr-defined]
        child.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", gettext("It ends before it starts; check the dates."))
        return given

    def terms(self, steps: list[dict[str, str]]) -> Terms:
        return Terms(**self.cleaned_data, steps=tuple(steps))


class StepForm(RowForm):
    who = forms.CharField(label=_("Who"), max_length=120)
    what = forms.CharField(label=_("Does what"), max_length=300)
    until = forms.DateField(label=_("Until"))

    def step(self) -> dict[str, str]:
        until: date = self.cleaned_data["until"]
        return {"who": self.cleaned_data["who"], "what": self.cleaned_data["what"], "until": until.isoformat()}


Steps = forms.formset_factory(StepForm, extra=3, min_num=1, max_num=8, validate_min=True, validate_max=True)


class EndForm(forms.Form):
    because = forms.CharField(label=_("Why it ends"), max_length=300)
