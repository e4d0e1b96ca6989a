"""Write down what another program let one see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.chart.received import Source


class ReceivedForm(forms.Form):
    source = forms.ChoiceField(
        label=_("Who told you, and about what"), error_messages={"required": _("Choose whose record it is from.")}
    )
    text = forms.CharField(
        label=_("What you were told"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you were told, in a sentence or two.")},
    )

    def __init__(self, *args: Any, sources: Mapping[int, Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.choices = [("", _("Choose one")), *((str(pk), source.words) for pk, source in sources.items())]
