"""Write down an order for a service; choose the program that it is referred to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.directory.models import Program
from kinbridge.directory.rules.words import CATEGORY_WORDS
from kinbridge.people.models import Person

FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2150, 1, 1)


class OrderForm(forms.Form):
    person = forms.ModelChoiceField(label=_("For whom"), queryset=Person.objects.none(), empty_label=None)
    service = forms.ChoiceField(
        label=_("Service the court ordered"), choices=[(code.value, words) for code, words in CATEGORY_WORDS.items()]
    )
    on = forms.DateField(label=_("Day of the order"))
    refer_by = forms.DateField(label=_("Refer by"))
    number = forms.CharField(label=_("Number of the order"), max_length=40, required=False)

    def __init__(self, *given: object, people: Iterable[Person], today: date, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.today = today
        field = self.fields["person"]
        field.queryset = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: person.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        on, by = given.get("on"), given.get("refer_by")
        if isinstance(on, date) and not FIRST_DAY <= on <= self.today:
            self.add_error("on", _("This day is still to come, or long past; check it."))
        if isinstance(by, date) and not FIRST_DAY <= by <= LAST_DAY:
            self.add_error("refer_by", _("This year is out of reach; check it."))
        elif isinstance(on, date) and isinstance(by, date) and by < on:
            self.add_error("refer_by", _("This is before the order; check both days."))
        return given


class ReferForm(forms.Form):
    """The program, and what it needs to know; the person and the service are the order's."""

    program = forms.ModelChoiceField(label=_("Program"), queryset=Program.objects.none(), empty_label=None)
    message = forms.CharField(
        label=_("What they need to know to help"),
        help_text=_("Only what is needed. No test results and no other person's story."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    agreed = forms.BooleanField(
        label=_("They know about this referral and agree to it"),
        help_text=_("An order to refer someone is not their consent."),
        error_messages={"required": _("Ask them first. A referral goes only with their agreement.")},
    )

    def __init__(self, *given: object, programs: Iterable[Program], **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        field = self.fields["program"]
        field.queryset = Program.objects.filter(pk__in=[one.pk for one in programs]).order_by("name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda program: program.name  # type: ignore[attr-defined]
