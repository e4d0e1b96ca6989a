"""Begin a planning session, answer its questions, name what is missing, put dots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kinbridge.directory.rules.points import POINT_WORDS
from kinbridge.gaps.models import Gap
from kinbridge.workgroups.forms.groups import OwnedForm
from kinbridge.workgroups.forms.practices import group_field
from kinbridge.workgroups.models import Group, Item
from kinbridge.workgroups.reading.planning import Missing
from kinbridge.workgroups.rules.planning import DOTS, PROMPTS


class SessionForm(forms.Form):
    title = forms.CharField(label="Title", max_length=120)
    point = forms.TypedChoiceField(label="Point of intervention", choices=list(POINT_WORDS.items()), coerce=int)
    on = forms.DateField(label="Day")
    field_order = ("group", "title", "point", "on")

    def __init__(self, *args: Any, groups: Sequence[Group], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["group"] = group_field(groups)
        self.order_fields(self.field_order)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if abs((on - self.today).days) > 730:
            raise forms.ValidationError("Give a day within two years.")
        return on


class SaidForm(forms.Form):
    """What the room says; `said` is what the verb takes."""

    def said(self) -> dict[str, Any]:
        return self.cleaned_data


class CloseForm(SaidForm):
    """Nothing to say: the session is closed."""


class AnswerForm(SaidForm):
    prompt = forms.ChoiceField(label="Question", choices=list(PROMPTS.items()))
    text = forms.CharField(label="What the room said", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    otherwise = forms.CharField(
        label="Who saw it otherwise", max_length=600, required=False, help_text="By discipline, not by name"
    )


class MissingForm(SaidForm):
    words = forms.CharField(label="What is missing", max_length=200)
    gap = forms.ModelChoiceField(
        label="In the register of gaps", queryset=Gap.objects.none(), required=False, empty_label="Not in it yet"
    )

    def __init__(self, *args: Any, gaps: Sequence[Gap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Gap.objects.filter(pk__in=[one.pk for one in gaps]).order_by("opened_on")
        self.fields["gap"].queryset = known  # type: ignore[attr-defined]


class DotsForm(SaidForm):
    """A dot a field; the same thing may be chosen more than once."""

    def __init__(self, *args: Any, missing: Sequence[Missing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(one.item.pk): one.item for one in missing}
        choices = [("", "Nowhere"), *((key, item.words) for key, item in self.items.items())]
        for number in range(1, DOTS + 1):
            self.fields[f"dot{number}"] = forms.ChoiceField(label=f"Dot {number}", choices=choices, required=False)

    def said(self) -> dict[str, Any]:
        return {"items": [self.items[key] for key in self.cleaned_data.values() if key]}


class AgreeForm(SaidForm, OwnedForm):
    item = forms.ModelChoiceField(label="For what", queryset=Item.objects.none(), empty_label=None)
    field_order = ("item", "text", "owner", "due_on")

    def __init__(self, *args: Any, missing: Sequence[Missing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Item.objects.filter(pk__in=[one.item.pk for one in missing]).order_by("pk")
        self.fields["item"].queryset = known  # type: ignore[attr-defined]
