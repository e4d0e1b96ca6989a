"""Treatment records in a medical emergency: what must be stated, and how long they stay open. 42 CFR 2.51."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kinbridge.consents.rules.authority import Party, everyone_of
from kinbridge.core.vocabulary import Category, OrganizationKind

_SAID = tomllib.loads(Path(__file__).with_name("emergency.toml").read_text("utf-8"))
HOURS: int = _SAID["hours"]
"""Policy: the law allows what the emergency needs and sets no hours."""
FEWEST_LETTERS: int = _SAID["words"]
MEDICAL = frozenset(
    {
        OrganizationKind.HOSPITAL,
        OrganizationKind.CLINIC,
        OrganizationKind.OPIOID_TREATMENT_PROGRAM,
        OrganizationKind.TREATMENT_PROGRAM,
    }
)
"""Where medical personnel work. A caseworker, an officer or a hotline is never among them."""
STAYS_CLOSED = frozenset(
    {
        Category.SUD_COUNSELING_NOTES,
        Category.PSYCHOTHERAPY_NOTES,
        Category.CHILD_PROTECTION,
        Category.REPORTER_IDENTITY,
        Category.JUVENILE_COURT,
        Category.EDUCATION,
        Category.DV_LOCATION,
        Category.OWN_NOTES,
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why prior consent could not be had; one that does not open is asked so that the answer is no."""

    code: str
    says: str
    opens: bool


REASONS: tuple[Reason, ...] = tuple(Reason(**row) for row in _SAID["reason"])


def opens_categories() -> tuple[Category, ...]:
    return tuple(category for category in Category if category not in STAYS_CLOSED)


def holders() -> tuple[Party, ...]:
    """Whose records it reaches: health care and treatment, never schools, courts or agencies."""
    return tuple(everyone_of(kind) for kind in sorted(MEDICAL))


def ends(at: datetime) -> datetime:
    return at + timedelta(hours=HOURS)
