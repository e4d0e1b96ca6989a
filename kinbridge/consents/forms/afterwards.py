"""Taking a consent back, and saying that something is wrong with one. No reason is ever required."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.consents.models import ConsentEvent
from kinbridge.consents.models.standing import Standing


class RevokeForm(forms.Form):
    """`how` is asked of staff only: whoever presses for themselves has put it in writing by doing so."""

    some = forms.MultipleChoiceField(
        label=_("Stop sharing with"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none to stop all of it."),
    )
    how = forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=[
            ("screen", _("They are pressing this themselves")),
            ("letter", _("In writing: a letter, a message or a form")),
            ("in_person", _("They said it to me")),
            ("phone", _("They said it by phone")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how they told you; sharing stops either way.")},
    )

    def __init__(self, *args: Any, standing: Standing, myself: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [(str(one.id), one.name) for one in standing.receives if not one.taken_back]
        some: Any = self.fields["some"]
        some.choices = left
        if len(left) < 2:
            del self.fields["some"]
        if myself:
            del self.fields["how"]

    @property
    def channel(self) -> str:
        return str(self.cleaned_data.get("how", ConsentEvent.Channel.SCREEN))

    @property
    def spoken(self) -> bool:
        return self.channel in (ConsentEvent.Channel.PHONE, ConsentEvent.Channel.IN_PERSON)

    @property
    def parties(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data.get("some", ())]


class WrongForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[
            ("withdraw_in_error", _("It was made by mistake: the wrong person, the wrong form, made twice")),
            ("end", _("What it was to end with has happened")),
            ("doubt", _("It may not have been a free choice, or not true")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with the paper.")},
    )
    words = forms.CharField(
        label=_("In a few words, if you like"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
