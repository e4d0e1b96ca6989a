"""Why something cannot be done with a consent, in sentences a person can act on."""

from __future__ import annotations

from collections.abc import Iterable

from kinbridge.consents.models import Consent
from kinbridge.consents.rules import Defect, account_of


class Faulty(ValueError):
    """The form may not be signed like this. `defects` say what is wrong; the message how to mend it."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.defects = tuple(sorted(defects))
        self.accounts = tuple(account_of(defect) for defect in self.defects)
        super().__init__(" ".join(f"{account.says} {account.mend}" for account in self.accounts))


class Changed(ValueError):
    """What was filled in changed after the text was shown; it must be read again before it is signed."""


class AlreadySigned(ValueError):
    """This proposal became a consent; sign another one instead."""

    def __init__(self, consent: Consent) -> None:
        self.consent = consent
        super().__init__("This was signed already; start a new one to change it.")


class AlreadyEnded(ValueError):
    """This consent was taken back or replaced a moment ago, or before; look at it again."""


class NotYours(PermissionError):
    """Only a program that answers for a paper puts it on file; only it or a privacy officer says it was a mistake."""
