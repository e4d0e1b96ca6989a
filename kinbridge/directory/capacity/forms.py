"""Put someone on the waiting list; end a wait."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.directory.models import Waiting

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]*")
LONGEST_WAIT = timedelta(days=3 * 366)


class WaitingForm(forms.Form):
    """The program's own code stands for the person: no name is asked."""

    code = forms.CharField(
        label=_("Your code for the person"),
        help_text=_("Letters, digits and dashes. Never a name or a date of birth."),
        max_length=20,
    )
    asked_at = forms.DateTimeField(label=_("When they asked for treatment"))
    pregnant = forms.BooleanField(label=_("Is pregnant"), required=False)
    injects = forms.BooleanField(label=_("Injects drugs"), required=False)

    def __init__(
        self, given: Any = None, *, at: datetime, asked_at: datetime | None = None, pregnant: bool = False, **how: Any
    ) -> None:
        began = (asked_at or at).replace(second=0, microsecond=0)
        super().__init__(given, initial={"asked_at": began, "pregnant": pregnant}, **how)
        self.at = at

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if not CODE.fullmatch(code) or not any(character.isdigit() for character in code):
            raise forms.ValidationError(_("Use letters, digits and dashes, with at least one digit: W-0142."))
        return code.upper()

    def clean_asked_at(self) -> datetime:
        asked_at: datetime = self.cleaned_data["asked_at"]
        if not self.at - LONGEST_WAIT <= asked_at <= self.at + timedelta(minutes=1):
            raise forms.ValidationError(_("This is still to come, or more than three years ago; check it."))
        return asked_at


class EndForm(forms.Form):
    how = forms.ChoiceField(choices=Waiting.End)
