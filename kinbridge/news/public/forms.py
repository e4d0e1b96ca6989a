"""How anyone asks for the newsletter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kinbridge.news.rules import Often

OFTEN = [(Often.EACH, _("Each issue, when it comes out")), (Often.MONTHLY, _("Once a month, all that was new"))]


class AskForm(forms.Form):
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    often = forms.ChoiceField(label=_("How often"), choices=OFTEN, widget=forms.RadioSelect, initial=Often.EACH)
