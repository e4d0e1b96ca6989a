"""State a need, name a gap, choose a practice, link a service, say how far a cell has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kinbridge.directory.models import Service
from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.directory.rules.practices import Practice
from kinbridge.directory.rules.terms import Level, level_words
from kinbridge.directory.rules.words import CATEGORY_WORDS, POPULATION_WORDS
from kinbridge.gaps.rules.continuum import AGES, SERVES, Layer
from kinbridge.gaps.rules.framework import STAGE_WORDS

MOST = 10_000_000
ANY = ("", "Any")


class KindForm(forms.Form):
    """What is meant, for whom, and where."""

    category = forms.ChoiceField(label="Kind of service", choices=[(c.value, w) for c, w in CATEGORY_WORDS.items()])
    level = forms.ChoiceField(
        label="Level of care",
        help_text="For treatment of adults: the ASAM Criteria, fourth edition",
        choices=[("", "Any, or not treatment"), *((level.value, level_words(level)) for level in Level)],
        required=False,
    )
    population = forms.ChoiceField(label="For whom", choices=[(p.value, w) for p, w in POPULATION_WORDS.items()])
    area = forms.CharField(label="Town", help_text="Leave blank for the whole county", max_length=80, required=False)


class LayerForm(forms.Form):
    """What the map shows, asked with GET; what cannot be read is left out."""

    category = forms.ChoiceField(
        label="Kind of service", choices=[ANY, *((c.value, w) for c, w in CATEGORY_WORDS.items())], required=False
    )
    level = forms.ChoiceField(
        label="Level of care", choices=[ANY, *((level.value, level_words(level)) for level in Level)], required=False
    )
    whom = forms.ChoiceField(
        label="For whom",
        choices=[ANY, *((who.value, POPULATION_WORDS[who].capitalize()) for who in SERVES)],
        required=False,
    )
    age = forms.TypedChoiceField(
        label="For a child of", choices=[ANY, *AGES], coerce=int, empty_value=None, required=False
    )

    def layer(self) -> Layer:
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        return Layer(given.get("category", ""), given.get("level", ""), given.get("whom", ""), given.get("age"))


class NeedForm(KindForm):
    people_low = forms.IntegerField(label="People a year, at least", min_value=0, max_value=MOST)
    people_high = forms.IntegerField(label="People a year, at most", min_value=0, max_value=MOST)
    stay_days = forms.IntegerField(
        label="How long someone takes up a place, in days", min_value=1, max_value=3650, help_text="Such as 180"
    )
    source = forms.CharField(label="Where the numbers come from", max_length=300)
    as_of = forms.DateField(label="As of which day")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        low, high, as_of = given.get("people_low"), given.get("people_high"), given.get("as_of")
        if low is not None and high is not None and low > high:
            self.add_error("people_high", "The low guess is above the high one; check the two numbers.")
        if as_of is not None and not date(1990, 1, 1) <= as_of <= self.today:
            self.add_error("as_of", "That day is still to come, or long past; give the day the numbers are from.")
        return given


class GapForm(KindForm):
    title = forms.CharField(label="What is missing, in a few words", max_length=120)
    why = forms.CharField(
        label="How you know",
        help_text="Numbers, waiting lists, what families and workers say. No one family's story.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    point = forms.TypedChoiceField(
        label="When in a family's path",
        choices=[("", "Any time"), *POINT_WORDS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    field_order = ("title", "why", "category", "level", "population", "point", "area")


class PracticeForm(forms.Form):
    practice = forms.ChoiceField(label="Practice")
    fit_note = forms.CharField(
        label="Why it fits here",
        help_text="These families, this place, who could give it, what it costs, in which languages",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, practices: Iterable[Practice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practice"].choices = [(one.code, f"{one.name} ({one.label})") for one in practices]  # type: ignore[attr-defined]


class FillForm(forms.Form):
    service = forms.ModelChoiceField(
        label="Service that gives it", queryset=Service.objects.none(), empty_label=None, to_field_name="pk"
    )

    def __init__(self, *args: Any, services: Iterable[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Service.objects.filter(pk__in=[one.pk for one in services]).select_related("organization")
        self.fields["service"].queryset = known.order_by("name", "pk")  # type: ignore[attr-defined]


class StageForm(forms.Form):
    stage = forms.TypedChoiceField(label="How far are we?", choices=list(STAGE_WORDS.items()), coerce=int)
    note = forms.CharField(label="In a few words", max_length=300, required=False)
