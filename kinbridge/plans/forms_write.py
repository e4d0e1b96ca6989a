"""The plan as a form: one field for each line of sections.toml, and the services table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.directory.models import Program
from kinbridge.people.models import Person
from kinbridge.plans.actions import Line
from kinbridge.plans.forms_rows import RowForm
from kinbridge.plans.models import Version
from kinbridge.plans.rules import NEEDS, Field, Section, sections

YES_NO = [("", _("Not asked")), ("yes", _("Yes")), ("no", _("Not yet"))]


def spoken(kind: str) -> tuple[Section, ...]:
    """The sections of a kind of plan in the language that is active."""
    return sections(get_language() or "en", kind)


def needs() -> list[tuple[str, str]]:
    """Kept in English, whoever chose; read in the language that is active."""
    return [("", gettext("Choose")), *((need, capfirst(gettext(need))) for need in NEEDS)]


def _field(field: Field) -> forms.Field:
    hint = field.hint or (_("Needed before signing") if field.needed else "")
    if field.kind == "date":
        return forms.DateField(label=field.label, help_text=hint, required=False)
    if field.kind == "yes_no":
        return forms.ChoiceField(
            label=field.label, help_text=hint, required=False, choices=YES_NO, widget=forms.RadioSelect
        )
    said = {"data-own-words": True} if field.own_words else {}
    widget = forms.Textarea(attrs={"rows": 3, **said}) if field.long else forms.TextInput()
    return forms.CharField(label=field.label, help_text=hint, required=False, widget=widget, max_length=2000)


class PlanForm(forms.Form):
    """Nothing here is required to save: a plan is written over days. What is missing is asked for at signing."""

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        self.sections = spoken(version.plan.kind)
        kwargs["initial"] = {
            f"{section.key}-{field.key}": version.body.get(section.key, {}).get(field.key, "")
            for section in self.sections
            for field in section.fields
        }
        super().__init__(*args, **kwargs)
        for section in self.sections:
            for field in section.fields:
                self.fields[f"{section.key}-{field.key}"] = _field(field)

    def parts(self) -> list[tuple[str, list[Any]]]:
        """The sections with their fields, as the page shows them."""
        return [
            (section.title, [self[f"{section.key}-{field.key}"] for field in section.fields])
            for section in self.sections
        ]

    def body(self) -> dict[str, dict[str, str]]:
        """What was written, by section and field; dates as ISO text, what was left empty left out."""
        return {
            section.key: {
                field.key: str(value)
                for field in section.fields
                if (value := self.cleaned_data.get(f"{section.key}-{field.key}"))
            }
            for section in self.sections
        }


class LineForm(RowForm):
    need = forms.ChoiceField(label=_("Need"), choices=needs)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("For whom"), empty_label=_("Choose"))
    service = forms.CharField(label=_("Service"), max_length=120)
    program = forms.ModelChoiceField(
        Program.objects.none(), label=_("Program"), empty_label=_("Not chosen yet"), required=False
    )
    referred_on = forms.DateField(
        label=_("Referred on"),
        help_text=_("Only where no referral was sent here: those fill in by themselves"),
        required=False,
    )
    first_kept_on = forms.DateField(label=_("First visit kept on"), required=False)
    barrier = forms.CharField(label=_("What stands in the way"), max_length=160, required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=160, required=False)
    owner = forms.CharField(label=_("Who sees to it, by name"), max_length=120)

    def __init__(self, *args: Any, people: tuple[Person, ...], coalition_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, program = self.fields["person"], self.fields["program"]
        person.queryset = Person.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]
        person.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]
        program.queryset = Program.objects.filter(organization__coalition=coalition_id).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        referred, kept = given.get("referred_on"), given.get("first_kept_on")
        if referred and kept and kept < referred:
            self.add_error("first_kept_on", gettext("The first visit comes before the referral; check the year."))
        return given

    def line(self) -> Line:
        given = dict(self.cleaned_data)
        given.pop("DELETE", None)
        person, program = given.pop("person"), given.pop("program")
        return Line(person_id=person.pk, program_id=program.pk if program else None, **given)


Lines = forms.formset_factory(LineForm, extra=2, max_num=30, validate_max=True, can_delete=True)
