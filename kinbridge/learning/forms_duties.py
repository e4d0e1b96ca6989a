"""What a role has to take, and what was seen on the job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms

from kinbridge.accounts.models import Role
from kinbridge.learning.rules.competencies import Competency
from kinbridge.learning.taught import Taught

STAFF = [(role.value, role.label) for role in Role if role != Role.PARENT]
NOT_YET = "That day has not come yet; give the day you saw it."


class RequirementForm(forms.Form):
    role = forms.ChoiceField(label="Who", choices=STAFF)
    course = forms.ChoiceField(label="Takes which course")
    within_days = forms.IntegerField(label="Within how many days of starting in the role", min_value=1, max_value=1_000)
    every_months = forms.IntegerField(
        label="Again after how many months",
        required=False,
        min_value=1,
        max_value=120,
        help_text="Leave it empty if once is enough.",
    )
    since = forms.DateField(label="Asked since", help_text="Whoever was there before counts from this day.")
    source = forms.CharField(label="Who decided it", max_length=300, help_text="A policy, a contract or a meeting.")

    def __init__(self, *given: object, courses: Iterable[Taught], **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["course"].choices = [(one.key, one.short) for one in courses]  # type: ignore[attr-defined]

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if not 2000 <= since.year <= 2100:
            raise forms.ValidationError("Give a day between 2000 and 2100.")
        return since


class ObservationForm(forms.Form):
    """One step of one competency's rubric."""

    step = forms.TypedChoiceField(label="What did you see?", coerce=int, widget=forms.RadioSelect)
    seen_on = forms.DateField(label="On which day")
    note = forms.CharField(
        label="A word on it",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The worker reads this. Do not name a family.",
    )

    def __init__(self, *given: object, competency: Competency, today: date, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["step"].choices = list(enumerate(competency.steps, 1))  # type: ignore[attr-defined]
        self.today = today

    def clean_seen_on(self) -> date:
        seen: date = self.cleaned_data["seen_on"]
        if seen > self.today:
            raise forms.ValidationError(NOT_YET)
        if seen.year < 2000:
            raise forms.ValidationError("Give a day from 2000 on.")
        return seen


class AnswerForm(forms.Form):
    """The worker's own word on what was seen."""

    answer = forms.CharField(
        label="Your answer",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "data-own-words": True}),
        help_text="Your supervisor reads it. Do not name a family.",
    )
