"""Where to look, and where to send it. Neither is kept."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.directory.rules.facts import Point
from kinbridge.directory.zip_codes import middle_of


class PlaceForm(forms.Form):
    zip = forms.CharField(
        label=_("Your ZIP code"),
        help_text=_("Five digits. We look once and keep nothing."),
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_zip(self) -> Point:
        typed = self.cleaned_data["zip"]
        point = middle_of(typed) if re.fullmatch(r"[0-9]{5}", typed) else None
        if point is None:
            raise forms.ValidationError(_("We do not know this ZIP code. Write five digits, such as 43215."))
        return point


class TextForm(forms.Form):
    phone = forms.CharField(
        label=_("Cell phone"),
        help_text=_("Ten digits. The message goes once; the number is not kept."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        """As +1 and ten digits."""
        digits = re.sub(r"[\s().+-]", "", self.cleaned_data["phone"])
        if not re.fullmatch(r"1?[2-9][0-9]{9}", digits):
            raise forms.ValidationError(_("Give ten digits, area code first."))
        return f"+1{digits[-10:]}"
