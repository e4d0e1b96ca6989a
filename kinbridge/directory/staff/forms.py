"""Someone new, or somebody known in another role."""

from __future__ import annotations

from typing import Any

from django import forms

from kinbridge.directory.models import Program, Viewer
from kinbridge.directory.staff.actions import programs_of, roles_for


class WelcomeForm(forms.Form):
    first_name = forms.CharField(label="First name", max_length=80)
    last_name = forms.CharField(label="Last name", max_length=80)
    email = forms.EmailField(
        label="E-mail at work", max_length=150, help_text="They sign in with it. Somebody who has an account keeps it."
    )
    program = forms.ModelChoiceField(label="Program", queryset=Program.objects.none(), empty_label=None)
    role = forms.ChoiceField(label="Role", help_text="It decides what the law lets them see.")

    def __init__(self, *given: Any, by: Viewer, **more: Any) -> None:
        super().__init__(*given, **more)
        program, role = (self.fields[name] for name in ("program", "role"))
        program.queryset = programs_of(by).order_by("organization__name", "name")  # type: ignore[attr-defined]
        program.label_from_instance = lambda one: f"{one.name}, {one.organization.name}"  # type: ignore[attr-defined]
        role.choices = [(one.value, one.label) for one in roles_for(by)]  # type: ignore[attr-defined]
