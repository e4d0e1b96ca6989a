"""A form for any kind of fact, made from what its body says of itself: one field for each, and the day it happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from msgspec import inspect

from kinbridge.chart.kinds import Kind, Unreadable
from kinbridge.chart.kinds.kind import spoken
from kinbridge.directory.local_time import NOON, moment
from kinbridge.people.models import Person

FEW = 6
LINE = 200
EARLIEST = date(1990, 1, 1)
YES_NO = (("True", "Yes"), ("False", "No"))
LABELS = {
    "benefit.step": "What happened",
    "child_at_scene.adult_able": "An adult able to look after the child was there",
    "child_at_scene.called": "Who was called",
    "child_at_scene.checked_on": "The check is or was on",
    "child_at_scene.cleaned": "Washed and given clean clothes before leaving",
    "child_at_scene.hazards": "What else could hurt the child",
    "child_at_scene.medical_check": "A medical check, as a clinician decides",
    "child_at_scene.seemed": "How the child seemed",
    "child_at_scene.setting": "What there was",
    "child_at_scene.within_reach": "Drugs, medicine or needles within the child's reach",
    "contact.first": "It was the first contact after the report",
    "contact.how": "How you were in touch",
    "contact.outcome": "How it went",
    "discharge.to": "Who took the baby home",
    "disposition.caretaker_alcohol": "A caretaker's use of alcohol was a risk",
    "disposition.caretaker_drug": "A caretaker's use of drugs was a risk",
    "disposition.child_alcohol": "The child's own or prenatal exposure to alcohol",
    "disposition.child_drug": "The child's own or prenatal exposure to drugs",
    "disposition.finding": "How the report was closed",
    "family_time.kept": "It took place",
    "family_time.step": "Which step of time together",
    "family_time.why_not": "If not, why",
    "handed_out.count": "How many",
    "handed_out.thing": "What was handed out",
    "hearing.held": "It was held",
    "hearing.next_on": "The next one is on",
    "hearing.type": "Which hearing",
    "medication.step": "What happened",
    "naloxone.expires_on": "They expire on",
    "naloxone.kits": "How many kits were given",
    "need.need": "What is needed",
    "need.step": "What happened",
    "postpartum_visit.kept": "It was kept",
    "pregnancy.weeks": "Weeks of pregnancy",
    "prenatal_visit.kept": "It was kept",
    "prenatal_visit.weeks": "Weeks of pregnancy",
    "removal.emergency": "It was an emergency removal",
    "removal.from_home_of": "From whose home",
    "removal_circumstances.apply": "What applied at the removal",
    "report.priority": "How soon the response is due",
    "report.track": "What was decided",
    "return_home.to_home_of": "To whose home",
    "treatment_end.how": "How it ended",
    "treatment_request.injects": "They inject",
    "treatment_request.pregnant": "They are pregnant",
    "treatment_request.service": "What they asked for",
    "well_child_visit.kept": "It was kept",
    "well_child_visit.months": "The visit for which age, in months",
}
SPELLED = {
    "24_hours": "24 hours",
    "72_hours": "72 hours",
    "snap": "SNAP",
    "tanf": "TANF",
    "wic": "WIC",
}


class FactForm(forms.Form):
    """What happened to whom, and when. `fact` is the body for the chart once the form is valid."""

    person = forms.TypedChoiceField(label="About whom", coerce=int)
    on = forms.DateField(label="On what day")
    time = forms.TimeField(label="At what time", required=False, help_text="Leave it out where hours do not matter.")

    def __init__(self, *given: Any, kind: Kind, people: Iterable[Person], today: date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.kind, self.today = kind, today
        chosen: Any = self.fields["person"]
        chosen.choices = [(str(person.pk), person.name) for person in people]
        about: Any = inspect.type_info(kind.body)
        self.body_fields: dict[str, inspect.Field] = {one.name: one for one in about.fields}
        for name, one in self.body_fields.items():
            self.fields[name] = _field(one, LABELS.get(f"{kind.code}.{name}", spoken(name).capitalize()))

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("This day is still to come; write it down once it has happened.")
        if on < EARLIEST:
            raise forms.ValidationError("This year is out of reach; check it.")
        return on

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            said = {name: value for name in self.body_fields if (value := given[name]) not in (None, "", [])}
            try:
                self.fact = self.kind.write(self.kind.read(said))
            except Unreadable as trouble:
                self.add_error(None, str(trouble))
        return given

    def moment(self, *, at: datetime) -> datetime:
        """When it happened: the hour given, else now for today and noon for another day."""
        on, hour = self.cleaned_data["on"], self.cleaned_data["time"]
        if hour is None and on == self.today:
            return at
        return min(at, moment(on, hour or NOON))


class Why(forms.Form):
    """Why a fact that stands is changed or taken back; never free text, for it goes into the audit."""

    REASONS = (
        ("typed", "It was typed wrongly"),
        ("person", "It is about someone else"),
        ("learned", "We learned better"),
        ("twice", "It is written down twice"),
    )
    why = forms.ChoiceField(label="Why", choices=REASONS, widget=forms.RadioSelect)


def _field(one: inspect.Field, label: str) -> forms.Field:
    kind = one.type
    optional = not one.required
    if isinstance(kind, inspect.UnionType):
        kind, optional = next(each for each in kind.types if not isinstance(each, inspect.NoneType)), True
    match kind:
        case inspect.LiteralType(values=values):
            choices = [(value, _said(value)) for value in values if value]
            few = not optional and len(choices) <= FEW
            return forms.ChoiceField(
                label=label,
                choices=choices if few else [("", "Choose one" if not optional else "Not said"), *choices],
                required=not optional,
                initial=one.default if isinstance(one.default, str) else None,
                widget=forms.RadioSelect if few else forms.Select,
            )
        case inspect.VarTupleType(item_type=inspect.LiteralType(values=values)):
            choices = [(str(value), _said(value)) for value in values]
            return forms.MultipleChoiceField(
                label=label, choices=choices, required=not optional, widget=forms.CheckboxSelectMultiple
            )
        case inspect.BoolType() if optional:
            return forms.BooleanField(label=label, required=False)
        case inspect.BoolType():
            return forms.TypedChoiceField(
                label=label, choices=YES_NO, coerce=lambda said: said == "True", widget=forms.RadioSelect
            )
        case inspect.IntType():
            return forms.IntegerField(label=label, min_value=kind.ge, max_value=kind.le, required=not optional)
        case inspect.DateType():
            return forms.DateField(label=label, required=not optional)
        case inspect.StrType():
            longest = kind.max_length
            area = longest is not None and longest > LINE
            return forms.CharField(
                label=label,
                max_length=longest,
                required=not optional,
                widget=forms.Textarea(attrs={"rows": 5}) if area else forms.TextInput,
            )
    raise TypeError(f"A kind with a field like {one.name!r} has a page of its own; see `by_hand`.")


def _said(code: object) -> str:
    return SPELLED.get(str(code)) or spoken(str(code)).capitalize()
