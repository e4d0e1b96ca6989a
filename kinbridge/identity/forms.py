"""What someone decides about two records, and why."""

from __future__ import annotations

from django import forms

from kinbridge.identity.models import Verdict

CHOICES = [(kind.value, kind.label) for kind in (Verdict.Kind.SAME, Verdict.Kind.DIFFERENT, Verdict.Kind.UNSURE)]


class BecauseForm(forms.Form):
    because = forms.CharField(
        label="Why?",
        help_text="What you compared or whom you asked. Write nothing about anyone's health.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VerdictForm(BecauseForm):
    kind = forms.ChoiceField(label="Are these two records of one person?", choices=CHOICES, widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("kind", "because")

    def clean_kind(self) -> Verdict.Kind:
        return Verdict.Kind(self.cleaned_data["kind"])
