"""How someone wants to be told."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.reminders.actions import Choice


class ChannelsForm(forms.Form):
    email = forms.BooleanField(label=_("By e-mail"), required=False)
    texts = forms.BooleanField(label=_("By text message"), required=False)
    phone = forms.CharField(
        label=_("Cell phone for text messages"),
        max_length=20,
        required=False,
        help_text=_("Ten digits. A phone that others read is fine: the message says only how many things are due."),
    )
    quiet_since = forms.TimeField(label=_("Quiet from"))
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        help_text=_("Nothing is sent in these hours; it waits until they end. The same hour twice means never quiet."),
    )

    def __init__(self, *given: object, may_text: bool, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        if not may_text:
            del self.fields["texts"], self.fields["phone"]

    def clean_phone(self) -> str:
        """As +1 and ten digits, or nothing."""
        digits = re.sub(r"[\s().+-]", "", self.cleaned_data["phone"])
        if not digits:
            return ""
        if not re.fullmatch(r"1?[2-9][0-9]{9}", digits):
            raise forms.ValidationError(_("Give ten digits, area code first."))
        return f"+1{digits[-10:]}"

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("texts") and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Give the phone number that text messages go to."))
        return given

    def choice(self) -> Choice:
        said = self.cleaned_data
        return Choice(
            email=said["email"],
            texts=said.get("texts", False),
            phone=said.get("phone", ""),
            quiet_since=said["quiet_since"],
            quiet_until=said["quiet_until"],
        )
