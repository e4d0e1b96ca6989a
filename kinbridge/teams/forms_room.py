"""What the coordinator writes down of somebody in the room who has no account."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.directory.models import Program
from kinbridge.teams.models import Team


class GuestForm(forms.Form):
    """Somebody without an account, as they said who they are."""

    name = forms.CharField(label="Name", max_length=120)
    stated = forms.CharField(
        label="In what role, and from where",
        help_text="As they said it, such as: doula, Riverbend Birth Support.",
        max_length=160,
    )
    program = forms.ModelChoiceField(
        Program.objects.none(),
        label="The partner they work for",
        help_text="Only where you know it. The room's screen then shows what this partner may see, too.",
        empty_label="No partner, or not known",
        required=False,
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["program"]
        attested = Program.objects.filter(organization__coalition=team.coalition_id).exclude(regimes__len=0)
        field.queryset = attested.order_by("name")

    def said(self) -> dict[str, Any]:
        program = self.cleaned_data["program"]
        return {**self.cleaned_data, "program": program.pk if program is not None else None}
