"""Where the parent sees the plan differently: one answer beside each section that they may read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.plans.reading import ShownSection


class DifferentlyForm(forms.Form):
    def __init__(self, *args: Any, sections: tuple[ShownSection, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in sections:
            self.fields[section.key] = forms.CharField(
                label=section.title,
                help_text=_("I see this differently:"),
                initial=section.differently,
                widget=forms.Textarea(attrs={"rows": 2, "data-own-words": True}),
                max_length=2000,
                required=False,
            )
