"""From a need, found by a screen or written in a plan, to the kind of service that answers it, and for whom."""

from __future__ import annotations

from collections.abc import Mapping

from kinbridge.directory.rules.terms import CHILD_CATEGORIES
from kinbridge.directory.rules.words import ServiceCategory

SERVICES: Mapping[str, ServiceCategory] = {
    "housing": ServiceCategory.HOUSING,
    "food": ServiceCategory.FOOD,
    "transport": ServiceCategory.TRANSPORT,
    "utilities": ServiceCategory.BENEFITS,
    "safety": ServiceCategory.VIOLENCE,
}
"""The five of the needs screen, under the words that a chart keeps a need by."""
WORDS: Mapping[str, str] = {
    "housing": "a safe and steady home",
    "food": "enough food",
    "transport": "rides",
    "utilities": "power, heat and water",
    "safety": "safety at home",
}


def first_asked(kind: str, *, pregnant: bool, months: int | None) -> dict[str, str]:
    """What a search for this kind of service begins with, as the search form has it; `months` is how old they are.

    The worker sees it filled in and may change all of it.
    """
    if kind == ServiceCategory.PRENATAL and not pregnant:
        kind = ServiceCategory.POSTPARTUM
    asked = {"category": str(kind)}
    if kind in CHILD_CATEGORIES:
        grown = months is None or months >= 18 * 12
        return asked if grown else asked | {"child": f"{months} months"}
    return asked | {"pregnant": "on"} if pregnant else asked
