"""The parent's answer to a plan, and the program it is handed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kinbridge.directory.models import Program


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[
            ("signed", _("I helped write this plan and I agree with it")),
            ("declined", _("I do not sign it now")),
        ],
        error_messages={"required": _("Choose one: you sign it, or you do not sign it now.")},
    )
    signature = forms.CharField(label=_("Your full name, as your signature"), max_length=160, required=False)
    disagreement = forms.CharField(
        label=_("Anything you see differently"),
        help_text=_("It is kept beside the plan, in your own words."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "signed" and not given.get("signature", "").strip():
            self.add_error("signature", gettext("To sign, type your full name here."))
        return given


class HandOverForm(forms.Form):
    program = forms.ModelChoiceField(
        Program.objects.none(), label=_("To which program"), empty_label=_("Choose a program")
    )

    def __init__(self, *args: Any, coalition_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programs = Program.objects.filter(organization__coalition=coalition_id).select_related("organization")
        field = self.fields["program"]
        field.queryset = programs.order_by("organization__name", "name")  # type: ignore[attr-defined]
        field.label_from_instance = lambda program: f"{program.organization.name}: {program.name}"  # type: ignore[attr-defined]
