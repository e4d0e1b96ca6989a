"""What someone looks for, as a form that is asked with GET and may be left half empty."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from kinbridge.directory.rules.facts import Needs
from kinbridge.directory.rules.words import CATEGORY_WORDS, PAYER_WORDS, POPULATION_WORDS, REGIME_WORDS, Moud

ANY = [("", "Any")]
LANGUAGES = [("en", "English"), ("es", "Spanish"), ("ne", "Nepali"), ("so", "Somali"), ("sw", "Swahili")]


class NeedsForm(forms.Form):
    """Every answer is optional: what is left out is not asked of a service."""

    words = forms.CharField(label="Words", max_length=80, required=False)
    category = forms.ChoiceField(
        label="Kind of service", choices=[*ANY, *((c.value, w) for c, w in CATEGORY_WORDS.items())], required=False
    )
    pregnant = forms.BooleanField(label="Is pregnant", required=False)
    moud = forms.ChoiceField(
        label="Offers medication for opioid use disorder",
        choices=[*ANY, *((m.value, m.value.capitalize()) for m in Moud)],
        required=False,
    )
    stays_on_moud = forms.BooleanField(label="May stay on the medication they take now", required=False)
    children = forms.CharField(
        label="Ages of children who come along",
        help_text="In years, such as 0, 3",
        max_length=40,
        required=False,
    )
    payer = forms.ChoiceField(
        label="Payer", choices=[*ANY, *((p.value, w) for p, w in PAYER_WORDS.items())], required=False
    )
    language = forms.ChoiceField(label="Language", choices=[*ANY, *LANGUAGES], required=False)
    open_now = forms.BooleanField(label="Has an open place, said in the last two weeks", required=False)

    def __init__(self, *args: Any, county: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county = county

    def clean_children(self) -> tuple[float, ...]:
        typed: str = self.cleaned_data["children"]
        parts = [part for part in re.split(r"[,;\s]+", typed) if part]
        try:
            ages = tuple(float(part) for part in parts)
        except ValueError:
            raise forms.ValidationError("Write ages in years with commas between, such as 0, 3.") from None
        if any(not 0 <= age < 26 for age in ages):
            raise forms.ValidationError("An age is between 0 and 25 years.")
        return ages

    def needs(self) -> Needs:
        """What was asked; an answer that could not be read is left out, and the form says so."""
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        return Needs(
            category=given.get("category", ""),
            pregnant=given.get("pregnant", False),
            moud=given.get("moud", ""),
            stays_on_moud=given.get("stays_on_moud", False),
            children_ages=given.get("children", ()),
            county=self.county,
            payer=given.get("payer", ""),
            language=given.get("language", ""),
            open_now=given.get("open_now", False),
            words=given.get("words", ""),
        )


class CapacityForm(forms.Form):
    """Open places, as the program's own staff state them."""

    population = forms.ChoiceField(label="For whom", choices=[(p.value, w) for p, w in POPULATION_WORDS.items()])
    open_slots = forms.IntegerField(label="Open places now", min_value=0, max_value=10_000)
    total_slots = forms.IntegerField(label="Places in all", min_value=0, max_value=10_000, required=False)
    waiting = forms.IntegerField(label="People on the waiting list", min_value=0, max_value=10_000, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        open_slots, total = given.get("open_slots"), given.get("total_slots")
        if open_slots is not None and total is not None and open_slots > total:
            self.add_error("open_slots", "More places are open than there are in all; check the two numbers.")
        return given


class RegimeForm(forms.Form):
    """Which laws a program's records are under, stated in one's own name."""

    regimes = forms.MultipleChoiceField(
        label="Laws its records are under",
        choices=[(r.value, w) for r, w in REGIME_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one; a program without one may share nothing."},
    )
    sure = forms.BooleanField(
        label="I state this in my own name, for this organization",
        error_messages={"required": "Say that you state this in your own name."},
    )
