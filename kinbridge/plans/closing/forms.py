"""Why a plan ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.plans.models import Closing


class CloseForm(forms.Form):
    because = forms.ChoiceField(label=_("Why it ends"), choices=Closing.Because, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why it may end with what is missing, and who sees to it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, gaps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gaps = gaps
        if not gaps:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.gaps and not given.get("reason", "").strip():
            self.add_error("reason", gettext("Something is missing. Say why the plan may end all the same."))
        return given
