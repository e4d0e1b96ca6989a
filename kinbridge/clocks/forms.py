"""Ask what-if, record a step that a due date waits for, and set a county's own value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.clocks.actions import PLANNED, RECORDABLE, OwnValue
from kinbridge.clocks.rules import Kind
from kinbridge.clocks.rules.clashes import WhatIf
from kinbridge.clocks.rules.days import Span, Unit
from kinbridge.clocks.rules.settings import Setting
from kinbridge.people.models import Person

LONGEST_MONTHS = 60
FIRST_DAY = date(1990, 1, 1)
PARTIES = (("", _("Not about a notice")), ("parent", _("The parent or custodian")), ("tribe", _("The tribe")))


class WhatIfForm(forms.Form):
    """A question that changes nothing: it only redraws the clashes."""

    starts = forms.DateField(label=_("Treatment starts on"), required=False)
    months = forms.IntegerField(
        label=_("and lasts, in months"), required=False, min_value=1, max_value=LONGEST_MONTHS, widget=forms.NumberInput
    )
    returns = forms.DateField(label=_("The child comes home on"), required=False)

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
    on = forms.DateField(label=_("On what day"))
    until = forms.DateField(
        label=_("Until"), required=False, help_text=_("Only for something that lasts; the day after its last.")
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


UNITS = tuple((unit.value, unit.value) for unit in Unit)
LONGEST = 1000


class ValueForm(forms.Form):
    """A county's own value of one setting, where it is written, and who confirmed it."""

    n = forms.IntegerField(label=_("How long"), min_value=1, max_value=LONGEST, required=False)
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, required=False)
    word = forms.ChoiceField(label=_("What holds here"), choices=(), required=False)
    back = forms.BooleanField(
        label=_("Give it back: from this day the state's or national value counts again"), required=False
    )
    source = forms.CharField(
        label=_("Where it is written"),
        max_length=200,
        help_text=_("The local rule, order or policy, with its number and date."),
    )
    effective_from = forms.DateField(label=_("It holds from"))
    confirmed_by = forms.CharField(label=_("Who confirmed it"), max_length=160, help_text=_("Their name and office."))
    confirmed_on = forms.DateField(label=_("When they confirmed it"))

    def __init__(self, *given: object, setting: Setting, today: date, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.setting, self.today = setting, today
        takes = setting.takes
        if takes != "time":
            del self.fields["unit"]
        if takes == "yes or no" or isinstance(takes, Mapping):
            del self.fields["n"]
            words = {"yes": _("Yes"), "no": _("No")} if isinstance(takes, str) else takes
            self.fields["word"].choices = list(words.items())  # type: ignore[attr-defined]
        else:
            del self.fields["word"]
            if takes != "time":
                self.fields["n"].label = _("How many %(unit)s") % {"unit": takes}

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not given.get("back") and not self.errors and self._value(given) is None:
            missing = "word" if "word" in self.fields else "n"
            self.add_error(missing, _("Say what holds here, or give the setting back."))
        if isinstance(day := given.get("effective_from"), date) and not FIRST_DAY <= day <= date(2150, 1, 1):
            self.add_error("effective_from", _("This year is out of reach; check it."))
        if isinstance(day := given.get("confirmed_on"), date) and not FIRST_DAY <= day <= self.today:
            self.add_error("confirmed_on", _("This day is still to come, or long past; check it."))
        return given

    def _value(self, given: Mapping[str, Any]) -> int | bool | str | Span | None:
        if "word" in self.fields:
            said: str = given.get("word") or ""
            return (
                {"yes": True, "no": False}.get(said, said or None)
                if self.setting.takes == "yes or no"
                else said or None
            )
        n: int | None = given.get("n")
        if n is None or "unit" not in self.fields:
            return n
        return Span(n, Unit(given["unit"])) if given.get("unit") else None

    def own(self) -> OwnValue:
        """What the county says now."""
        said = self.cleaned_data
        return OwnValue(
            name=self.setting.name,
            value=None if said["back"] else self._value(said),
            source=said["source"],
            effective_from=said["effective_from"],
            confirmed_by=said["confirmed_by"],
            confirmed_on=said["confirmed_on"],
        )
