"""For each name and number of a record, who may see it; saved only as it was looked at."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.directory.models import Contact
from kinbridge.directory.rules.audience import AUDIENCE_WORDS, Audience
from kinbridge.directory.showing.actions import Row


class ShownForm(forms.Form):
    """`seen` tells which choices the three views beside the form were drawn with."""

    def __init__(self, given: Any = None, *, rows: tuple[Row, ...]) -> None:
        super().__init__(given)
        self.rows = {str(row.pk): row for row in rows}
        for name, row in self.rows.items():
            self.fields[name] = forms.ChoiceField(
                label=label_of(row), choices=list(AUDIENCE_WORDS.items()), initial=row.shown_to
            )

    @property
    def chosen(self) -> dict[Row, Audience]:
        """What was chosen; what stands now where nothing readable was."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {row: Audience(given.get(name, row.shown_to)) for name, row in self.rows.items()}

    @property
    def seen(self) -> str:
        return " ".join(f"{row.pk}:{audience}" for row, audience in self.chosen.items())

    @property
    def was_looked_at(self) -> bool:
        return self.is_valid() and self.data.get("seen") == self.seen


def label_of(row: Row) -> str:
    if isinstance(row, Contact):
        return ", ".join(part for part in (row.name or row.email or "A contact", row.title) if part)
    about = row.description or (row.contact.name if row.contact else "")
    return f"{row.number} ({about})" if about else row.number
