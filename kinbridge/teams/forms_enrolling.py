"""Put a family on a team's list, with the paper by which someone in it agreed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from kinbridge.consents.models import Consent


class EnrollForm(forms.Form):
    consent = forms.ChoiceField(
        label="Who agreed, and by which consent",
        help_text="It names the partners who may hear of the family at the table. Who is not named hears nothing.",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, consents: Iterable[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consents = {str(one.pk): one for one in consents}
        field: Any = self.fields["consent"]
        field.choices = [(pk, _words(one)) for pk, one in self.consents.items()]

    @property
    def chosen(self) -> Consent:
        return self.consents[self.cleaned_data["consent"]]


def _words(consent: Consent) -> str:
    day = consent.signed_on
    signed = f", signed {day:%B} {day.day}, {day.year}" if day else ""
    return f"{consent.person.name}{signed}"
