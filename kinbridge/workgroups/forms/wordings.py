"""What a reader says of a wording."""

from __future__ import annotations

from django import forms

from kinbridge.learning.rules.readings import VERDICT_WORDS


class ReadingForm(forms.Form):
    verdict = forms.ChoiceField(
        label="What do you say of it?", choices=list(VERDICT_WORDS.items()), widget=forms.RadioSelect
    )
    remarks = forms.CharField(
        label="Remarks",
        help_text="What is wrong, unclear or hurtful, and how you would say it.",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    mark = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        said = super().clean() or self.cleaned_data
        if said.get("verdict") == "change" and not said.get("remarks"):
            self.add_error("remarks", "Say what to change.")
        return said
