"""Ask what-if, and record a step that a due date waits for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.clocks.actions import PLANNED, RECORDABLE
from kinbridge.clocks.rules import Kind
from kinbridge.clocks.rules.clashes import WhatIf
from kinbridge.people.models import Person

LONGEST_MONTHS = 60
FIRST_DAY = date(1990, 1, 1)
PARTIES = (("", _("Not about a notice")), ("parent", _("The parent or custodian")), ("tribe", _("The tribe")))


class WhatIfForm(forms.Form):
    """A question that changes nothing: it only redraws the clashes."""

    starts = forms.DateField(label=_("Treatment starts on"), required=False, widget=forms.DateInput)
    months = forms.IntegerField(
        label=_("and lasts, in months"), required=False, min_value=1, max_value=LONGEST_MONTHS, widget=forms.NumberInput
    )
    returns = forms.DateField(label=_("The child comes home on"), required=False, widget=forms.DateInput)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        asked = (given.get("starts") is None, given.get("months") is None)
        if asked[0] != asked[1] and not self.errors:
            raise forms.ValidationError(_("Give both the day treatment starts and how many months it lasts."))
        for name in ("starts", "returns"):
            day = given.get(name)
            if isinstance(day, date) and not FIRST_DAY <= day <= date(2150, 1, 1):
                self.add_error(name, _("This year is out of reach; check it."))
        return given

    def question(self) -> WhatIf | None:
        """What was asked, or None when nothing was or it cannot be used."""
        if not self.is_bound or not self.is_valid():
            return None
        said = self.cleaned_data
        return WhatIf(starts=said.get("starts"), months=said.get("months"), returns=said.get("returns"))


class StepForm(forms.Form):
    """Something was done, or holds, that the clocks should know."""

    what = forms.ChoiceField(label=_("What was done"), choices=())
    person = forms.ModelChoiceField(label=_("For whom"), queryset=Person.objects.none(), empty_label=None)
    on = forms.DateField(label=_("On what day"), widget=forms.DateInput)
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Only for something that lasts; the day after its last."),
    )
    party = forms.ChoiceField(label=_("Whose notice it was"), choices=PARTIES, required=False)
    in_case_plan = forms.BooleanField(
        label=_("It is written in the case plan"), required=False, help_text=_("A compelling reason counts only then.")
    )

    def __init__(self, *given: object, people: Iterable[Person], today: date, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.today = today
        chosen = [person.pk for person in people]
        self.fields["what"].choices = [(k.value, k.words.capitalize()) for k in RECORDABLE]  # type: ignore[attr-defined]
        self.fields["person"].queryset = Person.objects.filter(pk__in=chosen).order_by("pk")  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]

    def clean_what(self) -> Kind:
        return Kind(self.cleaned_data["what"])

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        on, until, what = given.get("on"), given.get("until"), given.get("what")
        if isinstance(on, date) and on > self.today and what not in PLANNED:
            self.add_error("on", _("This day is still to come; record it once it has happened."))
        if isinstance(on, date) and not FIRST_DAY <= on <= date(2150, 1, 1):
            self.add_error("on", _("This year is out of reach; check it."))
        if isinstance(on, date) and isinstance(until, date) and until < on:
            self.add_error("until", _("It ends before it starts; check both days."))
        return given
