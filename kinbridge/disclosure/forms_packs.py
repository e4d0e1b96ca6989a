"""Counsel's signature under a state's rules."""

from __future__ import annotations

from django import forms


class SignForm(forms.Form):
    name = forms.CharField(
        label="Your name, as you sign",
        max_length=120,
        error_messages={"required": "Write your name as you sign."},
    )
    license = forms.CharField(
        label="Bar or license number, and where it was given",
        max_length=120,
        help_text="Such as “Vermont 4821”. Without one, the rules stay unsigned.",
        error_messages={"required": "Write your bar or license number; without one the rules stay unsigned."},
    )
    read = forms.BooleanField(
        label="I have read each entry and held it against its source",
        error_messages={"required": "Read each entry, then check this box."},
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def signature(self) -> dict[str, str]:
        """What `signing.sign` takes."""
        return {key: self.cleaned_data[key] for key in ("name", "license", "sha256")}
