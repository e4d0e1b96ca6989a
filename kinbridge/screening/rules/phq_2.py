"""PHQ-2: two questions that say whether to ask all nine."""

from __future__ import annotations

from kinbridge.screening.rules.answers import Sheet
from kinbridge.screening.rules.published import PUBLISHED
from kinbridge.screening.rules.result import Score
from kinbridge.screening.rules.summed import Context, summed

_added = summed("phq_2")


def phq_2(sheet: Sheet, context: Context) -> Score:
    """A positive leads to the PHQ-9."""
    score = _added(sheet, context)
    follow_up = PUBLISHED["phq_2"].scale["next_instrument"] if score.positive else None
    return Score(score.status, {**score.found, "next": follow_up})
