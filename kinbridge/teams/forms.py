from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from kinbridge.accounts.models import User
from kinbridge.chart.received import Source


class UpdateForm(forms.Form):
    text = forms.CharField(
        label="What the team needs to know",
        help_text="Such as: steady, some missed, out of touch. No doses, test results or counseling content.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.ChoiceField(
        label="Did another program tell you this?",
        help_text="Then it goes only to those whom the paper names that let them tell you.",
        required=False,
    )

    def __init__(self, *args: Any, sources: Mapping[int, Source], **kwargs: Any) -> None:
        """`sources`: what other programs let the writer see of this family."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.choices = [("", "No, we know it ourselves"), *((str(pk), one.words) for pk, one in sources.items())]
        if not sources:
            del self.fields["source"]

    def update(self) -> dict[str, Any]:
        """What `actions.update` takes."""
        source = self.cleaned_data.get("source", "")
        return {"text": self.cleaned_data["text"], "source": int(source) if source else None}


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
