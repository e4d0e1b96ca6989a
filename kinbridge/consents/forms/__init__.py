"""The pages of a consent being prepared, and its signing: text in, typed terms out."""

from kinbridge.consents.forms.afterwards import RevokeForm, WrongForm
from kinbridge.consents.forms.filling import STEPS, AboutForm, StepForm, UntilForm, WhatForm, WhoForm
from kinbridge.consents.forms.on_paper import OnPaperForm
from kinbridge.consents.forms.signing import SignForm

__all__ = [
    "STEPS",
    "AboutForm",
    "OnPaperForm",
    "RevokeForm",
    "SignForm",
    "StepForm",
    "UntilForm",
    "WhatForm",
    "WhoForm",
    "WrongForm",
]
