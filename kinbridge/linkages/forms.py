"""How one's organization works with another, in its own words."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.directory.models import Organization, Viewer
from kinbridge.linkages.rules import AGREEMENT_WORDS, TRUST_WORDS


class WordForm(forms.Form):
    about = forms.ModelChoiceField(Organization.objects.none(), label="Which organization?", empty_label="Choose one")
    agreement = forms.ChoiceField(
        label="What did you agree on?", choices=list(AGREEMENT_WORDS.items()), widget=forms.RadioSelect
    )
    trust = forms.ChoiceField(
        label="How do you work together?", choices=list(TRUST_WORDS.items()), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="What would make it stronger?", help_text="Name no family.", max_length=200, required=False
    )

    def __init__(self, *args: Any, by: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organization.objects.filter(coalition=by.coalition_id)
        if by.organization_id is not None:
            others = others.exclude(pk=by.organization_id)
        self.fields["about"].queryset = others.order_by("name", "pk")  # type: ignore[attr-defined]
