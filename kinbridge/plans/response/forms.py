"""What a worker found at first contact, as a short form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.directory.local_time import moment
from kinbridge.people.models import Person
from kinbridge.plans.response.actions import Found

ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("unclear", _("Not clear yet"))]
SOURCES = [
    ("said", _("The parent said so")),
    ("seen", _("I saw it")),
    ("screened", _("A screen")),
    ("record", _("A record")),
    ("told", _("Someone else told it")),
]
WITHIN = [(0, _("At once")), (2, _("Within 2 hours")), (24, _("Within 24 hours")), (72, _("Within 3 days"))]


class FoundForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("With whom you talked"), empty_label=_("Choose"))
    day = forms.DateField(label=_("On which day"))
    hour = forms.TimeField(label=_("At what time"), widget=forms.TimeInput(attrs={"type": "time"}))
    first = forms.BooleanField(label=_("This was the first time anyone met the family face to face"), required=False)
    present = forms.ChoiceField(label=_("Is there substance use?"), choices=ANSWERS, widget=forms.RadioSelect)
    known_from = forms.MultipleChoiceField(
        label=_("How you know"),
        help_text=_("A test result alone answers none of these."),
        choices=SOURCES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    affects = forms.ChoiceField(
        label=_("Does it affect the care of the children?"), choices=ANSWERS, widget=forms.RadioSelect
    )
    urgent = forms.ChoiceField(label=_("Is something urgent now?"), choices=ANSWERS, widget=forms.RadioSelect)
    about = forms.CharField(
        label=_("What is urgent"),
        help_text=_("Facts that were seen or said"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )
    responder = forms.CharField(label=_("Who responds, by name"), max_length=120, required=False)
    within_hours = forms.TypedChoiceField(label=_("By when"), choices=WITHIN, coerce=int, required=False)

    def __init__(self, *args: Any, adults: list[Person], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        person = self.fields["person"]
        person.queryset = Person.objects.filter(pk__in=[one.pk for one in adults])  # type: ignore[attr-defined]
        person.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("present") == "yes" and not given.get("known_from"):
            self.add_error("known_from", gettext("Say how you know."))
        if given.get("urgent") == "yes":
            for name in ("about", "responder"):
                if not given.get(name):
                    self.add_error(name, gettext("Something is urgent: say what it is, and who responds."))
        if given.get("day") and given.get("hour"):
            given["met_at"] = moment(given["day"], given["hour"])
            if given["met_at"] > self.now:
                self.add_error("day", gettext("This is still to come; write it down once you have met."))
        return given

    def found(self) -> Found:
        given = {name: self.cleaned_data[name] for name in Found.__slots__}
        given |= {"known_from": tuple(given["known_from"]), "within_hours": given["within_hours"] or 0}
        return Found(**given)
