"""From a need that a screen found to the kind of service that answers it."""

from __future__ import annotations

from collections.abc import Mapping

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
