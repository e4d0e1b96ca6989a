"""How something stands on the way home, and the next step of time together, as forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.people.models import Person
from kinbridge.plans.pathway.actions import NextStep, Said
from kinbridge.plans.pathway.rules import items
from kinbridge.plans.pathway.words import DECIDED, STANDS, STEPS


class SayForm(forms.Form):
    item = forms.ChoiceField(label=_("About what"))
    stands = forms.ChoiceField(label=_("How it stands"), choices=list(STANDS.items()), widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("What someone saw or heard that shows it"),
        help_text=_("Facts about care, with their day. Never a test result, never a score."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=600,
    )
    own_words = forms.BooleanField(label=_("These are the parent's own words"), required=False)

    def __init__(self, *args: Any, for_parent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(one.key, one.title) for one in items(get_language() or "en")]  # type: ignore[attr-defined]
        if not for_parent:
            del self.fields["own_words"]

    def said(self) -> Said:
        return Said(**self.cleaned_data)


class StepForm(forms.Form):
    children = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Which children"), widget=forms.CheckboxSelectMultiple
    )
    step = forms.ChoiceField(
        label=_("How they spend time together"), choices=list(STEPS.items()), widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("From which day"))
    decided = forms.ChoiceField(label=_("Who decided it"), choices=list(DECIDED.items()), widget=forms.RadioSelect)
    who = forms.CharField(label=_("Who was there, by name"), help_text=_("The parent first"), max_length=200)
    why = forms.CharField(label=_("Why now"), widget=forms.Textarea(attrs={"rows": 3}), max_length=400, required=False)
    dissent = forms.CharField(
        label=_("Who saw it otherwise, and why"),
        help_text=_("In their own words. It stands beside the decision."),
        widget=forms.Textarea(attrs={"rows": 3, "data-own-words": True}),
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, children: list[Person], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["children"]
        field.queryset = Person.objects.filter(pk__in=[child.pk for child in children])  # type: ignore[attr-defined]
        field.label_from_instance = lambda child: child.name  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(gettext("This day is still to come; write the step down once it has begun."))
        return day

    def next_step(self) -> NextStep:
        return NextStep(**{**self.cleaned_data, "children": tuple(self.cleaned_data["children"])})
