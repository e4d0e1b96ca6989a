"""What is known of an exposure before birth: entered by a person, or read from the chart. Unknown is None, never no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self


class Said(StrEnum):
    """A stored code and the words people read for it."""

    says: str

    def __new__(cls, code: str, says: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = str(code)
        member.says = says
        return member


class Exposure(Said):
    MOUD = "moud", "Methadone or buprenorphine for opioid use disorder"
    PAIN = "opioid_prescribed", "Opioid prescribed for pain"
    PRESCRIBED = "other_prescribed", "Other prescribed medicine that can cause withdrawal"
    OPIOID = "opioid", "Opioid that was not prescribed"
    STIMULANT = "stimulant", "Cocaine or methamphetamine"
    SEDATIVE = "sedative", "Sedative that was not prescribed"
    ALCOHOL = "alcohol", "Alcohol"
    CANNABIS = "cannabis", "Cannabis"
    TOBACCO = "tobacco", "Tobacco or nicotine"
    UNDETERMINED = "undetermined", "Something, but nobody knows what"


class Shown(Said):
    """How an exposure is known."""

    SAID = "said", "The mother said so"
    RECORD = "record", "A health record or prescription"
    SIGNS = "signs", "Signs seen in the baby"
    MOTHER_TEST = "mother_test", "A test of the mother"
    INFANT_TEST = "infant_test", "A test of the baby"


PRESCRIBED = frozenset({Exposure.MOUD, Exposure.PAIN, Exposure.PRESCRIBED})
LIGHT = frozenset({Exposure.CANNABIS, Exposure.TOBACCO})
NOT_PRESCRIBED = frozenset({Exposure.OPIOID, Exposure.STIMULANT, Exposure.SEDATIVE, Exposure.UNDETERMINED})
TESTS = frozenset({Shown.MOTHER_TEST, Shown.INFANT_TEST})

QUESTIONS: Mapping[str, str] = {
    "exposures": "Which substances was the baby exposed to before birth?",
    "shown_by": "How is the exposure known?",
    "disorder": "Does the mother have a substance use disorder?",
    "engaged": "Is she steady in treatment?",
    "as_prescribed": "Was what was prescribed taken as prescribed?",
    "withdrawal": "Does the baby show signs of withdrawal?",
    "fasd": "Was a fetal alcohol spectrum disorder diagnosed?",
    "concern": "Is there a safety concern other than the exposure itself?",
    "concern_words": "What is the safety concern, in words?",
    "plan": "Is there a plan of safe care?",
}
YES_NO = ("disorder", "engaged", "as_prescribed", "withdrawal", "fasd", "concern")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`exposures` is None while nobody has entered them, and empty when there were none."""

    exposures: frozenset[Exposure] | None = None
    shown_by: frozenset[Shown] = frozenset()
    disorder: bool | None = None
    engaged: bool | None = None
    as_prescribed: bool | None = None
    withdrawal: bool | None = None
    fasd: bool | None = None
    concern: bool | None = None
    concern_words: str = ""
    plan: bool | None = None

    @property
    def has_disorder(self) -> bool | None:
        """Medication for opioid use disorder is given for a disorder; nobody needs to be asked again."""
        return True if Exposure.MOUD in (self.exposures or ()) and self.disorder is None else self.disorder

    @property
    def by_test_alone(self) -> bool:
        """Nothing but a test shows it."""
        return bool(self.shown_by) and self.shown_by <= TESTS

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it; what is unknown is left out."""
        found: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, frozenset):
                found[field.name] = sorted(value)
            elif value not in (None, ""):
                found[field.name] = value
        return found if self.exposures is not None else {k: v for k, v in found.items() if k != "exposures"}

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """From what `stored` gave. Codes that are no longer known are passed over."""
        given = {key: value for key, value in raw.items() if key in QUESTIONS}
        if "exposures" in given:
            given["exposures"] = frozenset(Exposure(code) for code in given["exposures"] if code in _EXPOSURES)
        if "shown_by" in given:
            given["shown_by"] = frozenset(Shown(code) for code in given["shown_by"] if code in _SHOWN)
        return cls(**given)


_EXPOSURES = frozenset(str(one) for one in Exposure)
_SHOWN = frozenset(str(one) for one in Shown)
EMPTY = Facts()
