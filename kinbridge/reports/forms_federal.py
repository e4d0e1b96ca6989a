"""Choose the year of a record file; send a file to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class FederalForm(forms.Form):
    year = forms.TypedChoiceField(label="Federal fiscal year", coerce=int)

    def __init__(self, *args: Any, years: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = list(years.items())  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    file = forms.FileField(
        label="File to check",
        help_text="CSV with a line of headings, up to 20 MB. For a larger file: ./run check-federal FILE",
        allow_empty_file=True,
    )
