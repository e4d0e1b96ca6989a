"""Which quarter and how many families; and the rubric, item by item with what one would see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kinbridge.measures.rules import quarters
from kinbridge.quality.review.rules import RUBRIC, Answers

NOT_APPLICABLE = "na"


class DrawForm(forms.Form):
    quarter = forms.TypedChoiceField(label="Which quarter?", coerce=int)
    size = forms.IntegerField(
        label="How many families?", min_value=5, max_value=40, initial=12, help_text="Results are told of 11 or more."
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = quarters.last_settled(today, follow=0)
        choices = [(quarter, quarters.named(quarter)) for quarter in range(last, last - quarters.YEAR, -1)]
        self.fields["quarter"].choices = choices  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    remark = forms.CharField(
        label="What would have helped?",
        help_text="Of the work, not of people. Name nobody.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = [*(item.code for item in RUBRIC.items), "remark"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in RUBRIC.items:
            levels = [(str(level), f"{said}. {item.anchors[level]}") for level, said in RUBRIC.levels.items()]
            self.fields[item.code] = forms.ChoiceField(
                label=f"{item.title}: {item.asks}",
                choices=[*levels, (NOT_APPLICABLE, "Does not apply to this family.")],
                widget=forms.RadioSelect,
            )
        self.order_fields(self.field_order)

    @property
    def answers(self) -> Answers:
        said = self.cleaned_data
        return {item.code: None if said[item.code] == NOT_APPLICABLE else int(said[item.code]) for item in RUBRIC.items}
