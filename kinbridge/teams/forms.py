from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from kinbridge.accounts.models import User


class UpdateForm(forms.Form):
    text = forms.CharField(
        label="What the team needs to know",
        help_text="Such as: steady, some missed, out of touch. No doses, test results or counseling content.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ActionForm(forms.Form):
    text = forms.CharField(label="What will be done", max_length=300)
    owner = forms.ModelChoiceField(User.objects.none(), label="Who will do it", empty_label="Choose a person")
    due_on = forms.DateField(label="By when", widget=forms.DateInput)

    def __init__(self, *args: Any, owners: Mapping[int, str], **kwargs: Any) -> None:
        """`owners`: those who may take something on, each with where they work."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = User.objects.filter(pk__in=owners).order_by("last_name", "first_name", "pk")
        field.label_from_instance = lambda user: f"{user}, {owners[user.pk]}"
