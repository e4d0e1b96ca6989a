from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from kinbridge.teams.roles.rules import PARENT, PARTS, Row, parties, trouble

AHEAD = timedelta(days=366)


class RowForm(forms.Form):
    """One choice for each partner, from which day, and why."""

    def __init__(self, *args: Any, row: Row, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.today = row, today
        for code, party in parties().items():
            parts = {part: words for part, words in PARTS.items() if code != PARENT or part in ("R", "C")}
            self.fields[code] = forms.ChoiceField(
                label=party.name, choices=list(parts.items()), required=code == PARENT, initial=row.parts.get(code, "")
            )
        self.fields["since"] = forms.DateField(
            label="From which day", initial=today, help_text="Today, or a day to come."
        )
        self.fields["because"] = forms.CharField(
            label="Why the county does it this way",
            help_text="Such as the agreement, the policy or the decision it follows. Name no family.",
            max_length=300,
        )

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if not self.today <= since <= self.today + AHEAD:
            raise forms.ValidationError("Give today, or a day within a year from now; what was before stays as it was.")
        return since

    def clean(self) -> dict[str, Any]:
        wrong = trouble(self.parts(), name=self.row.name)
        if wrong and not self.errors:
            raise forms.ValidationError(wrong)
        return self.cleaned_data

    def parts(self) -> Mapping[str, str]:
        return {code: self.cleaned_data[code] for code in parties() if self.cleaned_data.get(code)}
