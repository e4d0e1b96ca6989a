"""Which meetings: every answer is a choice, and none is kept."""

from __future__ import annotations

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from kinbridge.kit.meetings import Asked

ANY = ("", _("Any"))


class MeetingsForm(forms.Form):
    day = forms.TypedChoiceField(
        label=_("Day"), choices=[ANY, *WEEKDAYS.items()], coerce=int, empty_value=None, required=False
    )
    where = forms.ChoiceField(
        label=_("Where"), choices=[ANY, ("there", _("In person")), ("online", _("Online or by phone"))], required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[ANY, ("en", _("English")), ("es", _("Spanish"))], required=False
    )
    child_care = forms.BooleanField(label=_("With child care"), required=False)
    medication = forms.BooleanField(label=_("People who take methadone or buprenorphine are welcome"), required=False)

    @property
    def asked(self) -> Asked:
        """Everything, where what was asked cannot be read."""
        if not self.is_valid():
            return Asked()
        said = self.cleaned_data
        online = {"": None, "there": False, "online": True}[said["where"]]
        return Asked(said["day"], online, said["language"], said["child_care"], said["medication"])
