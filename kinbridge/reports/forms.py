"""Choose the year of the annual report, or what a funder's report tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from kinbridge.measures.rules.defined import MEASURES
from kinbridge.measures.rules.measure import Topic
from kinbridge.measures.rules.tables import CUTS

YEARS = ((0, "The newest year"), (1, "The newest year and the one before"), (2, "The newest year and the two before"))


class CaptaForm(forms.Form):
    year = forms.TypedChoiceField(label="Year", coerce=int)

    def __init__(self, *args: Any, years: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = list(years.items())  # type: ignore[attr-defined]


class FunderForm(forms.Form):
    """Measures only: what is not a measure, such as hours spent on advocacy, is not among the choices."""

    title = forms.CharField(label="Title of the report", max_length=120, help_text="Such as “Pregnancy and recovery”")
    measures = forms.MultipleChoiceField(
        label="Measures",
        choices=[(topic.value, [(one.key, one.title) for one in MEASURES if one.topic == topic]) for topic in Topic],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one measure."},
    )
    back = forms.TypedChoiceField(label="Years", choices=YEARS, coerce=int, initial=0)
    by_quarter = forms.BooleanField(label="Quarter by quarter as well", required=False)
    cuts = forms.MultipleChoiceField(
        label="By group",
        choices=list(CUTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="For the newest year. Small groups stay hidden.",
    )
