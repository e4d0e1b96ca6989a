"""Three small courses that the county's training office brought in from elsewhere; one is asked of caseworkers."""

from __future__ import annotations

from decimal import Decimal

from kinbridge.accounts.models import Role
from kinbridge.exchange.county.place import County
from kinbridge.learning.actions.duties import require
from kinbridge.learning.packages.actions.shelf import bring, offer
from kinbridge.learning.packages.samples import SAMPLES, sample

SUMMARIES = {
    "storage": "How medicines are kept where a child cannot reach them: ten lines to read, and one question.",
    "sleep": "How babies sleep safely, and what to plan with tired parents: ten lines to read, and one question.",
    "naloxone": "What naloxone does and how it is given: ten lines to read, and one question.",
}


def write_packages(county: County) -> int:
    """Returns how many. Needs the shelf."""
    teresa, at = county.viewer("teresa"), county.moment(-12)
    for name in SAMPLES:
        package = bring(
            file=sample(name),
            maker="Alder County training office (invented)",
            summary=SUMMARIES[name],
            stands_for="",
            hours=Decimal("0.25"),
            by=teresa,
            at=at,
        )
        offer(package=package, by=teresa, at=at)
        if name == "storage":
            require(
                role=Role.CASEWORKER,
                course=package.key,
                within_days=60,
                every_months=None,
                since=county.day(-12),
                source="Training office, after two calls about take-home doses (invented)",
                by=teresa,
                at=at,
            )
    return len(SAMPLES)
