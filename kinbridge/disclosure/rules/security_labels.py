"""The labels a machine reads on what is shared: HL7 confidentiality, sensitivity, policy, refrain and obligation codes.

The code systems are those of FHIR R4 security labels and of Data Segmentation for Privacy (DS4P). A code says the same
as one of our sentences; where HL7 has none, as for the bar on use in proceedings, ours goes along under its own name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kinbridge.core.vocabulary import Category, Regime
from kinbridge.disclosure.rules.obligations import Obligation

CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
OURS = "urn:kinbridge:obligation"


class Coding(NamedTuple):
    """One code of one system, as FHIR's `meta.security` holds it."""

    system: str
    code: str
    display: str

    @property
    def short(self) -> str:
        """As it stands in an attribute or a keyword: the system's own short name and the code."""
        return f"{_SHORT[self.system]}:{self.code}"


_SHORT = {CONFIDENTIALITY: "Confidentiality", ACT_CODE: "ActCode", OURS: "kinbridge"}
NORMAL = Coding(CONFIDENTIALITY, "N", "normal")
RESTRICTED = Coding(CONFIDENTIALITY, "R", "restricted")
VERY_RESTRICTED = Coding(CONFIDENTIALITY, "V", "very restricted")
PART2 = Coding(ACT_CODE, "42CFRPart2", "42 CFR Part 2")

_SUBSTANCE_USE = Coding(ACT_CODE, "ETH", "substance abuse information sensitivity")
_PSYCHIATRY = Coding(ACT_CODE, "PSY", "psychiatry disorder information sensitivity")
_NOTES = Coding(ACT_CODE, "PSYTHPN", "psychotherapy note information sensitivity")
_VIOLENCE = Coding(ACT_CODE, "SDV", "sexual assault, abuse, or domestic violence information sensitivity")
SENSITIVITY: dict[Category, tuple[Coding, ...]] = {
    Category.SUD_TREATMENT: (_SUBSTANCE_USE,),
    Category.SUD_ATTENDANCE: (_SUBSTANCE_USE,),
    Category.SUD_TOXICOLOGY: (_SUBSTANCE_USE,),
    Category.SUD_MEDICATION: (_SUBSTANCE_USE,),
    Category.SUD_COUNSELING_NOTES: (_SUBSTANCE_USE, _NOTES),
    Category.MENTAL_HEALTH: (_PSYCHIATRY,),
    Category.PSYCHOTHERAPY_NOTES: (_PSYCHIATRY, _NOTES),
    Category.HIV_STI: (Coding(ACT_CODE, "HIV", "HIV/AIDS information sensitivity"),),
    Category.REPRODUCTIVE: (Coding(ACT_CODE, "SEX", "sexuality and reproductive health information sensitivity"),),
    Category.DV_LOCATION: (_VIOLENCE,),
    Category.OWN_NOTES: (_SUBSTANCE_USE,),
}
_CLOSEST = frozenset(
    {Category.SUD_COUNSELING_NOTES, Category.PSYCHOTHERAPY_NOTES, Category.DV_LOCATION, Category.OWN_NOTES}
)
_NO_REDISCLOSURE = Coding(ACT_CODE, "NORDSCLCD", "no redisclosure without consent directive")
_PRIVACY_MARK = Coding(ACT_CODE, "PRIVMARK", "privacy mark")
POLICIES: dict[Obligation, Coding] = {
    Obligation.NO_REDISCLOSURE: _NO_REDISCLOSURE,
    Obligation.FERPA_LABEL: _NO_REDISCLOSURE,
    Obligation.NOTICE: _PRIVACY_MARK,
    Obligation.KEEP_LABEL: _PRIVACY_MARK,
    Obligation.MINIMUM: Coding(ACT_CODE, "MINEC", "minimum necessary"),
    Obligation.REDACT_REPORTER: Coding(ACT_CODE, "REDACT", "redact"),
    Obligation.REDACT_LOCATION: Coding(ACT_CODE, "REDACT", "redact"),
    Obligation.NO_PROCEEDINGS: Coding(OURS, Obligation.NO_PROCEEDINGS.value, "not for use in proceedings"),
}


def codings(
    categories: Iterable[Category], regimes: Iterable[Regime], obligations: Iterable[str]
) -> tuple[Coding, ...]:
    """The labels of something made from facts of these categories, under these laws, shared with these obligations."""
    kinds, laws = frozenset(categories), frozenset(regimes)
    return tuple(dict.fromkeys(_codings(kinds, laws, frozenset(obligations))))


def _codings(kinds: frozenset[Category], laws: frozenset[Regime], duties: frozenset[str]) -> Iterator[Coding]:
    sensitive = [coding for kind in sorted(kinds) for coding in SENSITIVITY.get(kind, ())]
    if kinds & _CLOSEST or Regime.DV_PROGRAM in laws:
        yield VERY_RESTRICTED
    elif sensitive or Regime.PART2 in laws:
        yield RESTRICTED
    else:
        yield NORMAL
    if Regime.PART2 in laws:
        yield PART2
    if Regime.DV_PROGRAM in laws:
        yield _VIOLENCE
    yield from sensitive
    yield from (coding for duty, coding in POLICIES.items() if duty in duties)
