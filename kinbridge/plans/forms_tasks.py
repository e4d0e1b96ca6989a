"""Who does what by when, as rows of a form. Each task stands in a section, and behind that section's door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.plans.actions import Job
from kinbridge.plans.forms_rows import RowForm
from kinbridge.plans.forms_write import spoken


class TaskForm(RowForm):
    what = forms.CharField(label=_("What is done"), max_length=200)
    owner = forms.CharField(label=_("Who does it, by name"), max_length=120)
    section = forms.ChoiceField(
        label=_("To which part of the plan it belongs"), help_text=_("Whoever may read that part sees the task.")
    )
    due_on = forms.DateField(label=_("By when"), required=False)
    done_on = forms.DateField(label=_("Done on"), required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [(one.key, one.title) for one in spoken(kind)]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """The list of sections always has one chosen; that alone is no task."""
        return bool({*self.changed_data} - {"section"})

    def job(self) -> Job:
        return Job(**{name: value for name, value in self.cleaned_data.items() if name != "DELETE"})


Tasks = forms.formset_factory(TaskForm, extra=2, max_num=30, validate_max=True, can_delete=True)
