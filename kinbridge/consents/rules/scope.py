"""Whether a consent reaches this record, this recipient and this purpose. What it does not name, it does not cover."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kinbridge.consents.rules.authority import TREATMENT_CLASS, Authority, Form, Party
from kinbridge.consents.rules.defects import Account
from kinbridge.core.vocabulary import Category, Purpose

NEEDS_A_TICK = frozenset({Category.SUD_TOXICOLOGY, Category.SUD_MEDICATION})
"""Outside health care these go only where the form ticks them by name (42 CFR 2.13(a))."""

_NOTHING: frozenset[Purpose] = frozenset()
_WITHIN = {
    Purpose.CARE_COORDINATION: frozenset({Purpose.TREATMENT, Purpose.OPERATIONS}),
    Purpose.MEDICAL_EMERGENCY: frozenset({Purpose.TREATMENT}),
    Purpose.QUALITY_MEASUREMENT: frozenset({Purpose.OPERATIONS}),
}
"""What health care counts as part of treatment or operations (45 CFR 164.501). For others it is neither."""


class Gap(StrEnum):
    SUBJECT = "E20s"
    DISCLOSER = "E20d"
    RECIPIENT = "E20r"
    CATEGORY = "E20c"
    PURPOSE = "E20p"
    PART = "E20k"


GAPS = {
    Gap.SUBJECT: Account(
        "The consent is about someone else.", "Ask for a consent by the person it is about.", "42 CFR 2.31(a)(1)"
    ),
    Gap.DISCLOSER: Account(
        "The consent does not name this program as the one that may share.",
        "Ask for a consent that names the program.",
        "42 CFR 2.31(a)(2)",
    ),
    Gap.RECIPIENT: Account(
        "The consent names someone else as the one who may receive it.",
        "Ask for a consent that names this recipient.",
        "42 CFR 2.31(a)(4)(i); 42 CFR 2.33(a)(1)",
    ),
    Gap.CATEGORY: Account(
        "The consent does not cover this kind of record.",
        "Ask for a consent that names this kind of record.",
        "42 CFR 2.31(a)(3)",
    ),
    Gap.PURPOSE: Account(
        "The consent is for another purpose.", "Ask for a consent that names this purpose.", "42 CFR 2.31(a)(5)"
    ),
    Gap.PART: Account(
        "The consent covers another part of the record than the one asked for.",
        "Ask for the part that the consent names, or for a consent that names this part.",
        "42 CFR 2.31(a)(3)",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What someone wants to share, as a consent sees it.

    `recipients` holds everyone in the room, each by all their names. `in_class` says that each of them is one of the
    treating providers, plans, payers and people who help to run the program that a single consent may name as a class.
    """

    subject: object = None
    category: Category | None = None
    purpose: Purpose | None = None
    disclosers: frozenset[Party] = frozenset()
    recipients: tuple[frozenset[Party], ...] = ()
    parts: frozenset[str] = frozenset()
    in_health_care: bool = False
    in_class: bool = False


def covers(consent: Authority, wanted: Wanted) -> bool:
    return not gaps(consent, wanted)


def gaps(consent: Authority, wanted: Wanted) -> tuple[Gap, ...]:
    """In what respects a consent falls short; none when it covers."""
    found = []
    if consent.subject != wanted.subject:
        found.append(Gap.SUBJECT)
    if consent.disclosers.isdisjoint(wanted.disclosers):
        found.append(Gap.DISCLOSER)
    if not wanted.recipients or not all(_names(consent, one, wanted) for one in wanted.recipients):
        found.append(Gap.RECIPIENT)
    if not _describes(consent, wanted):
        found.append(Gap.CATEGORY)
    if not _serves(consent, wanted):
        found.append(Gap.PURPOSE)
    if consent.only and wanted.parts and wanted.parts.isdisjoint(words(" ".join(consent.only))):
        found.append(Gap.PART)
    return tuple(found)


def names_recipient(consent: Authority, wanted: Wanted) -> bool:
    """Whether the form names the recipient itself, and not only a class it may belong to."""
    return bool(wanted.recipients) and all(not consent.recipients.isdisjoint(one) for one in wanted.recipients)


def _names(consent: Authority, recipient: frozenset[Party], wanted: Wanted) -> bool:
    if not consent.recipients.isdisjoint(recipient):
        return True
    return wanted.in_class and TREATMENT_CLASS in consent.recipients


def _describes(consent: Authority, wanted: Wanted) -> bool:
    category = wanted.category
    if category is None or category in consent.withheld:
        return False
    if category in consent.categories:
        return True
    if category.broader not in consent.categories:
        return False
    return wanted.in_health_care or category not in NEEDS_A_TICK


def _serves(consent: Authority, wanted: Wanted) -> bool:
    if wanted.purpose is None:
        return False
    if wanted.purpose in consent.purposes:
        return True
    if not wanted.in_health_care and not (consent.form is Form.TPO and names_recipient(consent, wanted)):
        return False
    return not _WITHIN.get(wanted.purpose, _NOTHING).isdisjoint(consent.purposes)


_FILLER = frozenset(
    {"the", "of", "and", "a", "an", "only", "for", "in", "on", "to", "with", "named", "results", "record"}
)


def words(text: str) -> frozenset[str]:
    """The words that carry meaning, so that "dates of attendance" and "attendance" meet."""
    plain = "".join(c if c.isalnum() else " " for c in text.casefold())
    return frozenset(word.rstrip("s") for word in plain.split()) - _FILLER
