"""The plan as a form: one field for each line of sections.toml, and the services table."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.plans.actions import Line
from kinbridge.plans.models import Version
from kinbridge.plans.rules import NEEDS, Field, sections

YES_NO = [("", "Not asked"), ("yes", "Yes"), ("no", "Not yet")]


def _field(field: Field) -> forms.Field:
    hint = field.hint or ("Needed before signing" if field.needed else "")
    if field.kind == "date":
        return forms.DateField(label=field.label, help_text=hint, required=False)
    if field.kind == "yes_no":
        return forms.ChoiceField(
            label=field.label, help_text=hint, required=False, choices=YES_NO, widget=forms.RadioSelect
        )
    widget = forms.Textarea(attrs={"rows": 3}) if field.long else forms.TextInput()
    return forms.CharField(label=field.label, help_text=hint, required=False, widget=widget, max_length=2000)


class PlanForm(forms.Form):
    """Nothing here is required to save: a plan is written over days. What is missing is asked for at signing."""

    def __init__(self, *args: Any, version: Version | None = None, **kwargs: Any) -> None:
        if version is not None:
            kwargs["initial"] = {
                f"{section.key}-{field.key}": version.body.get(section.key, {}).get(field.key, "")
                for section in sections()
                for field in section.fields
            }
        super().__init__(*args, **kwargs)
        for section in sections():
            for field in section.fields:
                self.fields[f"{section.key}-{field.key}"] = _field(field)

    def parts(self) -> list[tuple[str, list[Any]]]:
        """The sections with their fields, as the page shows them."""
        return [
            (section.title, [self[f"{section.key}-{field.key}"] for field in section.fields]) for section in sections()
        ]

    def body(self) -> dict[str, dict[str, str]]:
        """What was written, by section and field; dates as ISO text, what was left empty left out."""
        return {
            section.key: {
                field.key: str(value)
                for field in section.fields
                if (value := self.cleaned_data.get(f"{section.key}-{field.key}"))
            }
            for section in sections()
        }


class LineForm(forms.Form):
    need = forms.ChoiceField(label="Need", choices=[("", "Choose"), *((need, need.capitalize()) for need in NEEDS)])
    person = forms.ModelChoiceField(Person.objects.none(), label="For whom", empty_label="Choose")
    service = forms.CharField(label="Service", max_length=120)
    program = forms.ModelChoiceField(
        Program.objects.none(), label="Program", empty_label="Not chosen yet", required=False
    )
    referred_on = forms.DateField(label="Referred on", required=False)
    first_kept_on = forms.DateField(label="First visit kept on", required=False)
    barrier = forms.CharField(label="What stands in the way", max_length=160, required=False)
    next_step = forms.CharField(label="Next step", max_length=160, required=False)
    owner = forms.CharField(label="Who sees to it, by name", max_length=120)

    def __init__(self, *args: Any, people: tuple[Person, ...], coalition_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, program = self.fields["person"], self.fields["program"]
        person.queryset = Person.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]
        person.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]
        program.queryset = Program.objects.filter(organization__coalition=coalition_id).order_by("name")  # type: ignore[attr-defined]
        if self.empty_permitted:
            self.use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        referred, kept = given.get("referred_on"), given.get("first_kept_on")
        if referred and kept and kept < referred:
            self.add_error("first_kept_on", "The first visit comes before the referral; check the year.")
        return given

    def line(self) -> Line:
        given = dict(self.cleaned_data)
        given.pop("DELETE", None)
        person, program = given.pop("person"), given.pop("program")
        return Line(person_id=person.pk, program_id=program.pk if program else None, **given)


Lines = forms.formset_factory(LineForm, extra=2, max_num=30, validate_max=True, can_delete=True)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label="Your answer",
        widget=forms.RadioSelect,
        choices=[("signed", "I helped write this plan and I agree with it"), ("declined", "I do not sign it now")],
    )
    signature = forms.CharField(label="Your full name, as your signature", max_length=160, required=False)
    disagreement = forms.CharField(
        label="Anything you see differently",
        help_text="It is kept beside the plan, in your own words.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "signed" and not given.get("signature", "").strip():
            self.add_error("signature", "To sign, type your full name here.")
        return given


class HandOverForm(forms.Form):
    program = forms.ModelChoiceField(Program.objects.none(), label="To which program", empty_label="Choose a program")

    def __init__(self, *args: Any, coalition_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programs = Program.objects.filter(organization__coalition=coalition_id).select_related("organization")
        field = self.fields["program"]
        field.queryset = programs.order_by("organization__name", "name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda program: f"{program.organization.name}: {program.name}"  # type: ignore[attr-defined]
