"""A key for an outside system."""

from __future__ import annotations

from django import forms


class KeyForm(forms.Form):
    name = forms.CharField(
        label="Which system is it for", max_length=200, help_text="Such as: the state's learning system."
    )
